/** Tencent's sample values (V1, V2) and our own under the same keys (A1–A5), checked against Tencent's sample code. */
export const token = "QDG6eK";
export const aesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
export const corpId = "wx5823bf96d3bd56c7";
export const pair = { token, aesKey };

export const V1 = {
  receiveId: corpId,
  message: "1616140317555161061",
  timestamp: "1409659589",
  nonce: "263014780",
  signature: "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
  random: "c41b64491c2468d0",
  encrypt: "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
};

export const V2 = {
  receiveId: corpId,
  message: `<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>
<FromUserName><![CDATA[mycreate]]></FromUserName>
<CreateTime>1409659813</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[hello]]></Content>
<MsgId>4561255354251345929</MsgId>
<AgentID>218</AgentID>
</xml>`,
  timestamp: "1409659813",
  nonce: "1372623149",
  signature: "477715d11cdb4164915debcba66cb864d751f3e6",
  random: "0960688932c47ef1",
  encrypt:
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
};

export const A1 = {
  receiveId: "",
  message: "echo-plain-12345",
  timestamp: "1700000001",
  nonce: "nonce456",
  signature: "8a2494e716014658fecba82b5c085840f7d706e2",
  random: "0123456789abcdef",
  encrypt: "sKqRbbiSUnDhFHOvPjtUMfsSGM0TKOXv7uWgsvd97ysE+LMRxawMMUr2MbXkcenophDZwrORzEaTdOJdaT5YPQ==",
};

export const A2 = {
  receiveId: "",
  message:
    '{"msgid":"m-0001","aibotid":"aib-demo","chatid":"wr-demo","chattype":"group","from":{"userid":"zhangsan"},"response_url":"https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=DEMO","msgtype":"text","text":{"content":"@村务助手 /记录 张大爷家 谈低保"}}',
  timestamp: "1700000000",
  nonce: "nonce123",
  signature: "23028bf91f82a15dd145592a4641c9b30df0a711",
  random: "0123456789abcdef",
  encrypt:
    "sKqRbbiSUnDhFHOvPjtUMZj8NZRRxw2QlPK5ehMyMfhf7+PTbJOsNyREdyS40UxeKN5U41wqd1tvn0fOIdjliPkDfOhFHhBfOAy5Y1xq63EvEm+e8HOxfiomFutVMTQ4+jPvEC80WM75poRMvSjctLwtq3NmELHlAUJByd+lmc353GiPWcKzhgsVHnsae+PhKwCVC8pw6iFCr64wNrErARibE7AD/R4AlAhsy63kTuPn6TWwXBaLg7Gzj8e9EmtdOblwsluqxKtvmbGmJg88h/lNFKi3iX3yERi3n/cIKXSx0tK/BTod9UYwo+ou+PZTdiJOfDGirVpwKg3rR1AqN9tVy4EusxWyywZDrD5YrTrcwGieKIwacz527K249SWFiFgYijlkxmUWXPre7HwJb2QsvA1iPjhkUmOWkUCQmMQ=",
};

export const A3 = {
  receiveId: "",
  message: "abcdefghijkl",
  timestamp: "1700000002",
  nonce: "nonce789",
  signature: "845ac2637ebeb9a8a3780f72e2a860a0d593b279",
  random: "0123456789abcdef",
  encrypt: "sKqRbbiSUnDhFHOvPjtUMUfqZ8gy0HoJdHhWsbA2EEFHqj1mfMBvIlGtXOBIa4rja4UFmdhXIsymo71Xiz3GgA==",
};

export const A4 = {
  receiveId: "",
  message: '{"msgtype":"stream","stream":{"id":"s-1","finish":true,"content":"ok"}}',
  timestamp: "1700000005",
  nonce: "nonce123",
  signature: "9514b6150e50b1d0739ce18649420c7c30fde109",
  random: "fedcba9876543210",
  encrypt:
    "P9TP8OO8ZpJE35Ha/87+5EEV3AUsghQvbviD3pEOojQure6hVHO8245Ztl1tARSfcwjeFp3yqN0Upl7hsNyeQ4zmGZ32LAr0O1Mwp8M3Q1/wWzF4Zogp6bStzgw5cjdS",
};

export const A5 = {
  receiveId: corpId,
  message:
    "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1700000003</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[/提醒 明天9点 开会]]></Content><MsgId>7000000000000000123</MsgId><AgentID>1000002</AgentID></xml>",
  timestamp: "1700000003",
  nonce: "nonceabc",
  signature: "c215b7af2d8cbf39944385883c5a6305c5f18cec",
  random: "0123456789abcdef",
  encrypt:
    "sKqRbbiSUnDhFHOvPjtUMRzTLext1HIL5CXDcHtCy6pzh59TVx4TIUeBNN/34unWOzTSdJmx1I6MHbzoDXhvU1odftn+QyJBIYO8FdJJtLG6VqrM2EYY9fTGI1tdmpcb0xK6rmOMvwR0ZeSqGFxsQOHxsVmA6kR8JIMA+GCQB5rCypiEhh9lNjXBeFqDckRSapqqzFZhVQ7VuE63eacYHvTTDk0Ljy+RYdlTNEJUpkqO3fmyft0zNJZpzSDAOav3TBSRfpNfCICF/Psah4JX2HJ8nVSDfdfMY5VnafxISscB9MCBt50Ch6bQlr4fRjeJG3+i0ne3/QaE/6SouZdhV8Q05KaQE1dDxM6VJoN3ZCauG19vKyc3ZmJFDtomeqbWAawXmLufgYxzAsJCSy8Nc1RTN2QOtmSv5b/3MJM6ZvROhf2ZeduyuiCGtmO+5NhF6bd/XvsVSR3Svo0QI6E1eQ==",
};
