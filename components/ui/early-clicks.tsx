/**
 * Runs before everything else: a press on a button that waits for its JavaScript is kept, shown as under way, and done by
 * `useEarlyClick` once the button is alive. No other listener gets the click, so that it acts once. A choice
 * (`data-early-choice` names its parameter) goes into the address, where the page will look for it
 * once its Add to cart is alive.
 */
const SCRIPT = `(function(){
var early=window.fiftyoneEarly={pressed:null,alive:{}};
addEventListener('click',function(event){
var button=event.target.closest('[data-early]');
if(!button||early.alive[button.dataset.early])return;
event.stopImmediatePropagation();
early.pressed=button;
button.setAttribute('aria-busy','true');
},true);
addEventListener('change',function(event){
var input=event.target,name=input.dataset.earlyChoice;
if(!name||early.alive.add)return;
var url=new URL(location.href);
url.searchParams.set(name,input.value);
history.replaceState(history.state,'',url);
},true)})()`

/** @param nonce of a page that is made for one request; browsers hide it from scripts, so React finds none */
export function EarlyClicks({ nonce }: { nonce?: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
}
