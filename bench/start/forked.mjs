const now = process.hrtime.bigint();
console.log(`result ${Number(now - BigInt(process.argv[2])) / 1e6}`);
