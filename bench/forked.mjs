const now = process.hrtime.bigint();
console.log(`ms ${Number(now - BigInt(process.argv[2])) / 1e6}`);
