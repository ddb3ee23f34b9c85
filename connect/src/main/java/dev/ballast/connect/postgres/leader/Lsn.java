// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

/** Places in the write-ahead log as numbers. */
final class Lsn {

  private static final int HEX = 16;
  private static final int HALF = 32;

  private Lsn() {}

  /** Of text such as {@code 16/B374D848}. */
  static long of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return 0;
    }
    return (Long.parseLong(text.substring(0, slash), HEX) << HALF)
        + Long.parseLong(text.substring(slash + 1), HEX);
  }
}
