// Loaded before a command: its clock is as many days behind as DAYS_AGO says, ahead where that is negative, for what takes
// time to happen.
const behind = Number(process.env.DAYS_AGO) * 86_400_000;
const RealDate = Date;
const now = () => RealDate.now() - behind;
globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, self) => Reflect.construct(date, given.length > 0 ? given : [now()], self),
  get: (date, name, self) => (name === 'now' ? now : Reflect.get(date, name, self)),
});
