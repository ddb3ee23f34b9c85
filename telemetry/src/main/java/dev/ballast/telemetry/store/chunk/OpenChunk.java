// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.chunk;

import dev.ballast.promql.SampleBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A chunk that still grows. One thread at a time may add; any thread may read meanwhile, as bits
 * once written never change and the count is published after them.
 *
 * <p>Idea (Gorilla, VLDB 2015; joint control bits as in Prometheus' XOR2): one prefix tells of time
 * and value together. Time is the difference of differences, in as many bits as the last one needed
 * or with a new width. A value is "same", a difference of whole numbers at the chunk's decimal
 * exponent (most counters and gauges), the XOR with the one before in its window, or the stale
 * marker. Whichever of decimal and XOR was used last has the shorter prefix.
 *
 * <pre>
 * 0        time on schedule, value same        10       time on schedule, value changed
 * 110 d    difference in the last width        111 w d  in a new width; then 0 same, 1 changed
 * changed: 0 last kind, last width   10 last kind, new width   110, 1110 the other kind
 *          11110 stale               11111 new exponent
 * </pre>
 */
public final class OpenChunk {

  /** Longer chunks compress little better and cost more to read for a short range. */
  public static final int MAX_SAMPLES = 120;

  /** Bytes before the bits: start time (8) and number of samples (2). */
  static final int HEADER = 10;

  /** No sample needs more: 9 + 64 bits of time, 5 + 12 + 64 of value. */
  private static final int LARGEST_SAMPLE = 20;

  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(OpenChunk.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long start;
  private byte[] bytes;
  private long lastTime;
  private long lastDelta;
  private long lastBits;
  private long lastWhole;
  private int position;

  @SuppressWarnings("unused") // through COUNT
  private int count;

  private byte timeWidth;
  private byte exponent;
  private byte wholeWidth;
  private byte xorLeading;
  private byte xorWidth;
  private boolean xorLast;
  private boolean staleLast;

  /**
   * @param likelyBytes how long the chunk may become, such as the one before it; 0 when unknown
   */
  public OpenChunk(long time, double value, int likelyBytes) {
    bytes = new byte[Math.max(64, likelyBytes / 2 + LARGEST_SAMPLE + Bits.SLACK)];
    start = time;
    lastTime = time;
    lastBits = Double.doubleToRawLongBits(value);
    int e = Decimals.exponent(value, 0);
    xorLast = e < 0;
    exponent = (byte) Math.max(0, e);
    lastWhole = e < 0 ? 0 : Decimals.whole(value, e);
    Bits.put(bytes, 0, time, 64);
    position = HEADER * 8;
    append(lastBits, 64);
    append(exponent, 4);
    COUNT.setRelease(this, 1);
  }

  public long start() {
    return start;
  }

  public long lastTime() {
    return lastTime;
  }

  /** The raw bits of the last sample. */
  public long lastBits() {
    return staleLast ? SampleBuffer.STALE_BITS : lastBits;
  }

  public int count() {
    return (int) COUNT.getAcquire(this);
  }

  /** Heap of the compressed samples. */
  public int capacity() {
    return bytes.length;
  }

  /** Adds a later sample; at most {@link #MAX_SAMPLES} fit. */
  public void add(long time, double value) {
    if ((position >>> 3) + LARGEST_SAMPLE + Bits.SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length + Math.max(48, bytes.length * 3 / 4));
    }
    long bits = Double.doubleToRawLongBits(value);
    long delta = time - lastTime;
    long change = delta - lastDelta;
    boolean same = bits == lastBits;
    if (change == 0) {
      append(same ? 0 : 0b10, same ? 1 : 2);
    } else {
      addTime(Decimals.zigzag(change), same);
    }
    staleLast = false;
    if (!same) {
      addValue(value, bits);
    }
    lastTime = time;
    lastDelta = delta;
    COUNT.setRelease(this, count() + 1);
  }

  private void addTime(long change, boolean same) {
    int width = Decimals.width(change);
    int flag = same ? 0 : 1;
    if (width > timeWidth || timeWidth - width > 6) {
      append(0b111L << 6 | (width - 1), 9);
      timeWidth = (byte) width;
      if (width == 64) {
        append(change, 64);
        append(flag, 1);
      } else {
        append(change << 1 | flag, width + 1);
      }
    } else if (timeWidth < 60) {
      append((0b110L << timeWidth | change) << 1 | flag, 4 + timeWidth);
    } else {
      append(0b110, 3);
      append(change, timeWidth);
      append(flag, 1);
    }
  }

  private void addValue(double value, long bits) {
    if (bits == SampleBuffer.STALE_BITS) {
      append(0b11110, 5);
      staleLast = true;
      return;
    }
    long whole = Decimals.whole(value, exponent);
    if (whole != Decimals.NONE) {
      addWhole(Decimals.zigzag(whole - lastWhole));
      lastWhole = whole;
    } else if (xorLast || !addWithNewExponent(value)) {
      addXor(bits ^ lastBits);
    }
    lastBits = bits;
  }

  private void addWhole(long difference) {
    int width = Decimals.width(difference);
    boolean reuse = width <= wholeWidth && wholeWidth - width <= 7;
    if (!reuse) {
      wholeWidth = (byte) Math.max(1, width);
    }
    append(prefix(xorLast, reuse), prefixLength(xorLast, reuse));
    if (!reuse) {
      append(wholeWidth - 1, 6);
    }
    append(difference, wholeWidth);
    xorLast = false;
  }

  private boolean addWithNewExponent(double value) {
    int e = Decimals.exponent(value, exponent + 1);
    if (e < 0) {
      return false;
    }
    long whole = Decimals.whole(value, e);
    long difference = Decimals.zigzag(whole - Decimals.rescale(lastWhole, exponent, e));
    int width = Math.max(1, Decimals.width(difference));
    append(0b11111L << 10 | (long) e << 6 | (width - 1), 15);
    append(difference, width);
    exponent = (byte) e;
    wholeWidth = (byte) width;
    lastWhole = whole;
    return true;
  }

  private void addXor(long xor) {
    int leading = Long.numberOfLeadingZeros(xor);
    int width = 64 - leading - Long.numberOfTrailingZeros(xor);
    int windowEnd = xorLeading + xorWidth;
    boolean reuse = leading >= xorLeading && leading + width <= windowEnd && xorWidth - width <= 12;
    append(prefix(!xorLast, reuse), prefixLength(!xorLast, reuse));
    if (!reuse) {
      xorLeading = (byte) leading;
      xorWidth = (byte) width;
      append((long) leading << 6 | (width - 1), 12);
    }
    append(xor >>> (64 - xorLeading - xorWidth), xorWidth);
    xorLast = true;
  }

  private static long prefix(boolean other, boolean reuse) {
    return other ? (reuse ? 0b110 : 0b1110) : (reuse ? 0b0 : 0b10);
  }

  private static int prefixLength(boolean other, boolean reuse) {
    return (other ? 3 : 1) + (reuse ? 0 : 1);
  }

  private void append(long value, int n) {
    Bits.put(bytes, position, value, n);
    position += n;
  }

  /** Appends the samples in the inclusive range of milliseconds. */
  public void read(long minTime, long maxTime, SampleBuffer into) {
    int complete = count();
    new ChunkReader(start, bytes, HEADER, complete).read(minTime, maxTime, into);
  }

  /** The chunk as it is now, as {@link ChunkReader#of} takes it. Not while another thread adds. */
  public byte[] toBytes() {
    byte[] copy = Arrays.copyOf(bytes, (position + 7) >>> 3);
    copy[8] = (byte) (count() >>> 8);
    copy[9] = (byte) count();
    return copy;
  }
}
