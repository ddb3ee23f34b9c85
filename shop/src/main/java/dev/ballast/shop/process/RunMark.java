// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What every process of a run carries in its command line; it follows from the run's folder. */
public record RunMark(String text) {

  private static final int DIGITS = 12;

  public static RunMark of(Path dir) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(dir.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
      return new RunMark("shop-" + HexFormat.of().formatHex(hash).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
