import { chromium } from '@playwright/test';
const base='http://127.0.0.1:4730';
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']});
const [,, who='demo@lightdash.com']=process.argv;
for (const [w,h] of [[1440,1000],[390,844]]) for (const scheme of ['light','dark']) {
  const c=await b.newContext({viewport:{width:w,height:h},colorScheme:scheme});
  const p=await c.newPage();
  p.on('console',m=>m.type()==='error'&&console.log('console',m.text().slice(0,300)));
  p.on('pageerror',e=>console.log('pageerror',e.message));
  await p.request.post(base+'/api/v1/login',{data:{email:who,password:'demo_password!'}});
  const calls=[];p.on('request',r=>r.url().includes('/api/v1')&&calls.push(r.method()+' '+new URL(r.url()).pathname+new URL(r.url()).search));
  const {stub}=await import('./.profile-stub.mjs');await stub(p);await p.goto(base+'/profile');
  await p.waitForTimeout(1800);
  if(w===1440&&scheme==='light')console.log(calls.join('\n'));
  await p.screenshot({path:`/tmp/profile/page-${w}-${scheme}.png`});
  await c.close();
}
await b.close();
