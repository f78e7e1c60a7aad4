/** Public vectors of the platform's documents and SDK (P1–P3) and our own (O1, O2). Bodies end without a newline. */
export const P1 = {
  secret: "DG5g3B4j9X2KOErG",
  eventTs: "1725442341",
  plainToken: "Arq0D5A61EgUu4OxUvOp",
  signature:
    "87befc99c42c651b3aac0278e71ada338433ae26fcb24307bdc5ad38c1adc2d01bcfcadc0842edac85e85205028a1132afe09280305f13aa6909ffc2d652c706",
  publicKey: "8b28ded5630f9051c205dd04c6ec56ad0b08b8812b2fe30ee9aece0ab41926f3",
};

export const P2 = {
  secret: "naOC0ocQE3shWLAfffVLB1rhYPG7",
  seed: "naOC0ocQE3shWLAfffVLB1rhYPG7naOC",
  publicKey: "d7c362fe78aef81ff23287b493628b5db02a3c4fe30b215e4d19609b5d76673a",
};

export const P3 = {
  secret: "123456abcdef",
  timestamp: "1728981195",
  body: '{"id":"ROBOT1.0_veoihSEXDc8Q.g-6eLpNIa11bH8MisOjn-m-LKxCPntMk6exUXgcWCGpVO7L2QKTNZzjZzFFDSbiOFcqAPWyVA!!","content":"哦一下","timestamp":"2024-10-15T16:33:15+08:00","author":{"id":"675860273","user_openid":"675860273"}}',
  signature:
    "e949b5b94ef4103df903fb031d1d16e358db3db83e79e117edd404c8508be3ce8a76d7bad1bed353194c126a1a5915b4ad8b5288c1191cc53a12acffccd82004",
};

export const O1 = {
  secret: "VillageBotSecret0000000000000001",
  timestamp: "1795000000",
  body: '{"id":"GROUP_AT_MESSAGE_CREATE:demo-0001","op":0,"s":7,"t":"GROUP_AT_MESSAGE_CREATE","d":{"id":"ROBOT1.0_demoMsg0001","content":" /help ","group_openid":"0123456789ABCDEF0123456789ABCDEF","timestamp":"2026-11-21T09:00:00+08:00","author":{"id":"FEDCBA9876543210FEDCBA9876543210","member_openid":"FEDCBA9876543210FEDCBA9876543210","member_role":"member","username":"demo","bot":false},"message_type":0}}',
  signature:
    "b29bb1da29224e9203c5f3a68bd8d2176d8b59629019a982e8f0d5eccf5c7ed08fe8cacef377ad8ee14a737e4ab3c9b16ca6006f2cf4084f4b7ebdcf70e35105",
  publicKey: "421787a5a7096112f65b77ca9c1a0619df929123badd7a7db88be37c84bbdd30",
};

export const O2 = {
  secret: O1.secret,
  eventTs: "1795000001",
  plainToken: "Ab3dEf6hIj9kLm2nOp5q",
  signature:
    "fbaf32e873e37a33ac921ea2c1a1b9b7cf851df7e75c1705e846050032224ad958e512fb878c49da76e8941db031465e700d2cec1ed246372e5ee4a1363da602",
};

export const MINIMAL =
  '{"op":0,"s":1,"t":"GROUP_MESSAGE_CREATE","id":"e","d":{"id":"m","author":{"member_openid":"u"},"content":"x","group_openid":"g","timestamp":"2026-11-21T09:00:00+08:00"}}';

export const QUOTE_IN_FULL_MODE =
  '{"id":"GROUP_MESSAGE_CREATE:abc","op":0,"s":12,"t":"GROUP_MESSAGE_CREATE","d":{"id":"ROBOT1.0_Qm9","author":{"id":"AA11","member_openid":"AA11","member_role":"admin","username":"王支书","bot":false},"content":" /确认 37 ","group_openid":"GG22","timestamp":"2026-11-21T09:05:00+08:00","message_type":103,"mentions":[{"scope":"single","id":"BB00","member_openid":"BB00","username":"村务助手","bot":true,"is_you":true}],"msg_elements":[{"msg_idx":"REFIDX_k1==","message_type":0,"content":"登记 #37 待确认"}],"message_scene":{"source":"default","ext":["msg_idx=REFIDX_k2==","ref_msg_idx=REFIDX_k1=="]}}}';
