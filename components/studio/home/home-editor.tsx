'use client'

import { categoryPath } from '@/lib/core/paths'
import { HomeDraft, type PageEdit } from '@/lib/publishing/schema'
import { Editor } from '../editor'
import { TextArea } from '../fields/text-area'
import { TextInput } from '../fields/text-input'
import { FormSection } from '../form-section'
import { PhotoField } from '../photos/photo-field'
import { useDraft } from '../save/use-draft'
import { useCategories } from '../use-names'

export function HomeEditor({ initial }: { initial: PageEdit }) {
  const draft = useDraft(initial, HomeDraft)
  const { content, edit } = draft
  const { categories = [] } = useCategories()
  return (
    <Editor draft={draft} schema={HomeDraft} name="Home page">
      {() => (
        <>
          <FormSection id="words" title="Words" about="What one reads first.">
            <TextInput
              path="headline"
              label="Headline"
              most={80}
              value={content.headline}
              onChange={(headline) => edit({ headline })}
            />
            <TextArea
              path="text"
              label="Text"
              hint="A sentence under the headline."
              most={200}
              rows={2}
              value={content.text}
              onChange={(text) => edit({ text })}
            />
          </FormSection>
          <FormSection id="photograph" title="Photograph" about="The large one beside the words.">
            <PhotoField path="heroKey" chosen={content.heroKey} onChoose={(heroKey) => edit({ heroKey })} />
          </FormSection>
          <FormSection id="button" title="Button" about="Where one goes from here.">
            <TextInput
              path="linkLabel"
              label="Words on it"
              most={40}
              value={content.linkLabel}
              onChange={(linkLabel) => edit({ linkLabel })}
            />
            <TextInput
              path="linkHref"
              label="Where it leads"
              hint="A page of this shop, like /c/lighting."
              list="pages-of-the-shop"
              spellCheck={false}
              autoCapitalize="none"
              most={200}
              value={content.linkHref}
              onChange={(linkHref) => edit({ linkHref })}
            />
            <datalist id="pages-of-the-shop">
              {categories.map(({ slug, name }) => (
                <option key={slug} value={categoryPath(slug)}>
                  {name}
                </option>
              ))}
            </datalist>
          </FormSection>
        </>
      )}
    </Editor>
  )
}
