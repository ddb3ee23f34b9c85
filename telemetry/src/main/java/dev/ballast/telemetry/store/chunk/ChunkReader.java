// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.chunk;

import dev.ballast.promql.SampleBuffer;

/** Decodes what {@link OpenChunk} wrote, once, from the first sample on. */
public final class ChunkReader {

  private final byte[] bytes;
  private final int count;
  private int position;
  private long time;
  private long delta;
  private long bits;
  private long whole;
  private int timeWidth;
  private int exponent;
  private int wholeWidth;
  private int xorLeading;
  private int xorWidth;
  private boolean xorLast;
  private boolean stale;

  ChunkReader(long start, byte[] bytes, int offset, int count) {
    this.bytes = bytes;
    this.count = count;
    this.time = start;
    this.position = offset * 8;
  }

  /** From {@link OpenChunk#toBytes}. */
  public static ChunkReader of(byte[] chunk) {
    return new ChunkReader(start(chunk), chunk, OpenChunk.HEADER, count(chunk));
  }

  /** The time of a chunk's first sample in milliseconds. */
  public static long start(byte[] chunk) {
    return Bits.get(chunk, 0, 64);
  }

  public static int count(byte[] chunk) {
    return (int) Bits.get(chunk, 64, 16);
  }

  /** The time of the last sample. */
  public static long end(byte[] chunk) {
    ChunkReader reader = of(chunk);
    reader.first();
    for (int i = 1; i < reader.count; i++) {
      reader.next();
    }
    return reader.time;
  }

  /** Appends the samples in the inclusive range of milliseconds. */
  public void read(long minTime, long maxTime, SampleBuffer into) {
    if (count == 0 || time > maxTime) {
      return;
    }
    first();
    emit(minTime, into);
    for (int i = 1; i < count; i++) {
      next();
      if (time > maxTime) {
        return;
      }
      emit(minTime, into);
    }
  }

  private void emit(long minTime, SampleBuffer into) {
    if (time >= minTime) {
      into.add(time, stale ? SampleBuffer.STALE : Double.longBitsToDouble(bits));
    }
  }

  private void first() {
    bits = take(64);
    exponent = Math.min((int) take(4), Decimals.MAX_EXPONENT);
    whole = Decimals.whole(Double.longBitsToDouble(bits), exponent);
    xorLast = whole == Decimals.NONE;
    whole = xorLast ? 0 : whole;
  }

  private void next() {
    stale = false;
    long head = Bits.peek(bytes, position);
    if (head >= 0) { // 0
      position += 1;
      time += delta;
      return;
    }
    boolean changed = true;
    if (head << 1 >= 0) { // 10
      position += 2;
    } else {
      if (head << 2 >= 0) { // 110
        position += 3;
      } else { // 111
        timeWidth = (int) (head << 3 >>> 58) + 1;
        position += 9;
      }
      delta += Decimals.unzigzag(take(timeWidth));
      changed = take(1) == 1;
    }
    time += delta;
    if (changed) {
      value();
    }
  }

  private void value() {
    int ones = Long.numberOfLeadingZeros(~Bits.peek(bytes, position));
    switch (ones) {
      case 0 -> known(1, xorLast, true);
      case 1 -> known(2, xorLast, false);
      case 2 -> known(3, !xorLast, true);
      case 3 -> known(4, !xorLast, false);
      case 4 -> {
        position += 5;
        stale = true;
      }
      default -> newExponent();
    }
  }

  private void known(int prefix, boolean xor, boolean reuse) {
    position += prefix;
    if (xor) {
      if (!reuse) {
        xorLeading = (int) take(6);
        xorWidth = (int) take(6) + 1;
      }
      bits ^= take(xorWidth) << (64 - xorLeading - xorWidth);
    } else {
      if (!reuse) {
        wholeWidth = (int) take(6) + 1;
      }
      whole += Decimals.unzigzag(take(wholeWidth));
      bits = Double.doubleToRawLongBits(Decimals.value(whole, exponent));
    }
    xorLast = xor;
  }

  private void newExponent() {
    position += 5;
    int e = Math.clamp(take(4), exponent, Decimals.MAX_EXPONENT);
    wholeWidth = (int) take(6) + 1;
    whole = Decimals.rescale(whole, exponent, e) + Decimals.unzigzag(take(wholeWidth));
    exponent = e;
    bits = Double.doubleToRawLongBits(Decimals.value(whole, exponent));
  }

  private long take(int n) {
    long value = Bits.get(bytes, position, n);
    position += n;
    return value;
  }
}
