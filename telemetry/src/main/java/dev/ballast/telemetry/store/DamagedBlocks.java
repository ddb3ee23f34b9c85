// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractRocksIterator;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Finds the way around blocks that fail their checksum. */
final class DamagedBlocks {

  private static final Pattern SST = Pattern.compile("(\\d+\\.sst)(?:.*?offset (\\d+))?");

  private DamagedBlocks() {}

  /** Whether files are broken or gone, rather than locked, forbidden or without room. */
  static boolean isLoss(RocksDBException e) {
    Status status = e.getStatus();
    return status != null
        && (status.getCode() == Status.Code.Corruption
            || (status.getCode() == Status.Code.IOError
                && String.valueOf(e.getMessage()).contains("No such file")));
  }

  /** Whether a read failed for good. */
  static boolean isDamage(RocksDBException e) {
    Status status = e.getStatus();
    return status != null
        && (status.getCode() == Status.Code.Corruption || status.getCode() == Status.Code.IOError);
  }

  /** File and offset of a damaged block, as far as the message tells. */
  static String where(RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    Matcher matcher = SST.matcher(message);
    if (!matcher.find()) {
      return message;
    }
    return matcher.group(2) == null
        ? matcher.group(1)
        : matcher.group(1) + " at " + matcher.group(2);
  }

  /**
   * The least key after {@code from} at which an iterator can stand again, by bisection: seeks into
   * the damaged block fail, seeks beyond it succeed. Null when there is none before {@code to}.
   */
  static byte @Nullable [] resume(
      Supplier<? extends AbstractRocksIterator<?>> iterators, byte[] from, byte[] to) {
    int length = Math.max(from.length, to.length) + 1;
    BigInteger low = number(from, length);
    BigInteger high = number(to, length);
    if (!readable(iterators, to)) {
      return null;
    }
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (readable(iterators, key(middle, length))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return key(high, length);
  }

  /** With an iterator of its own: one that failed does not always recover. */
  private static boolean readable(
      Supplier<? extends AbstractRocksIterator<?>> iterators, byte[] key) {
    try (AbstractRocksIterator<?> iterator = iterators.get()) {
      iterator.seek(key);
      iterator.status();
      return true;
    } catch (RocksDBException e) {
      return false;
    }
  }

  private static BigInteger number(byte[] key, int length) {
    return new BigInteger(1, Arrays.copyOf(key, length));
  }

  private static byte[] key(BigInteger number, int length) {
    byte[] raw = number.toByteArray();
    byte[] key = new byte[length];
    int n = Math.min(raw.length, length);
    System.arraycopy(raw, raw.length - n, key, length - n, n);
    return key;
  }
}
