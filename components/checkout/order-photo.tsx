/** A product's photograph beside its name. An order remembers the key alone, and every key has this size. */
export function OrderPhoto({ imageKey }: { imageKey: string }) {
  return (
    <picture className="block aspect-[4/5] overflow-hidden bg-backdrop">
      <source type="image/avif" srcSet={`/photos/${imageKey}-320.avif`} />
      {/* eslint-disable-next-line @next/next/no-img-element -- photographs come in pre-sized files */}
      <img
        src={`/photos/${imageKey}-320.webp`}
        alt=""
        width={320}
        height={400}
        loading="lazy"
        className="block h-auto w-full"
      />
    </picture>
  )
}
