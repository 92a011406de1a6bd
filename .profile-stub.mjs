export const stub = async (p) => {
  const now=Date.now(); const iso=(d)=>new Date(now+d*864e5).toISOString();
  const ok=(results)=>({status:200,contentType:'application/json',body:JSON.stringify(results===undefined?{status:'ok'}:{status:'ok',results})});
  let tokens=[
    {uuid:'t1',description:'CI – déploiement',createdAt:iso(-80),rotatedAt:iso(-20),lastUsedAt:iso(-0.01),expiresAt:iso(6)},
    {uuid:'t2',description:'Airflow',createdAt:iso(-300),rotatedAt:null,lastUsedAt:iso(-44),expiresAt:iso(-3)},
    {uuid:'t3',description:'Notebook on my laptop, which has a rather long name so that one sees what happens with it in a narrow window',createdAt:iso(-3),rotatedAt:null,lastUsedAt:null,expiresAt:iso(87)},
    {uuid:'t4',description:'recorder',createdAt:iso(-10),rotatedAt:null,lastUsedAt:iso(-1),expiresAt:null}];
  let creds=[{uuid:'w1',userUuid:'u',name:'My Postgres',createdAt:iso(-4),updatedAt:iso(-1),credentials:{type:'postgres',user:'demo'}},{uuid:'w2',userUuid:'u',name:'BigQuery of marketing',createdAt:iso(-4),updatedAt:iso(-30),credentials:{type:'bigquery'}}];
  let otp; let verified=false;
  await p.route(/\/api\/v1\/user\/me\/email\/(status|otp)/,r=>{
    if(r.request().method()==='PUT') otp={createdAt:new Date().toISOString(),numberOfAttempts:0,expiresAt:new Date(Date.now()+9e5).toISOString(),isExpired:false,isMaxAttempts:false};
    const code=new URL(r.request().url()).searchParams.get('passcode');
    if(code==='123456'){verified=true;otp=undefined} else if(code){otp={...otp,numberOfAttempts:otp.numberOfAttempts+1,isMaxAttempts:otp.numberOfAttempts+1>=5}}
    r.fulfill(ok({email:'demo@lightdash.com',isVerified:verified,...(otp?{otp}:{})}));});
  await p.route('**/api/v1/user/login-options*',r=>r.fulfill(ok({showOptions:['email','google']})));
  await p.route('**/api/v1/user/me/allowedOrganizations',r=>r.fulfill(ok([{organizationUuid:'o2',name:'Jaffle Shop Europe',membersCount:1240}])));
  await p.route('**/api/v1/user/warehouseCredentials*',r=>r.request().method()==='GET'?r.fulfill(ok(creds)):r.fulfill(ok(creds[0])));
  await p.route('**/api/v1/projects/*/user-credentials*',(()=>{let n=0;return r=>r.fulfill(n++%3===0?ok(creds[0]):ok())})());
  await p.route('**/api/v1/user/me/personal-access-tokens',r=>r.request().method()==='GET'?r.fulfill(ok(tokens)):(tokens=[...tokens,{uuid:'t9',description:r.request().postDataJSON().description,createdAt:iso(0),rotatedAt:null,lastUsedAt:null,expiresAt:r.request().postDataJSON().expiresAt}],r.fulfill(ok({...tokens.at(-1),token:'ldpat_0123456789abcdef0123456789abcdef'}))));
  await p.route('**/api/v1/user/me/personal-access-tokens/*/rotate',r=>r.fulfill(ok({...tokens[0],token:'ldpat_ffff456789abcdef0123456789abcdef'})));
};
