declare module '#engine.wasm?url' {
  const address: string;
  export default address;
}
