// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip bodies, never further than a limit. */
public final class Gzip {

  private Gzip() {}

  /**
   * The bytes inside.
   *
   * @throws BodyTooLargeException when there are more than the limit
   * @throws MalformedBodyException when this is not gzip, or cut off
   */
  public static byte[] unpack(byte[] packed, int maxBytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
      byte[] unpacked = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new BodyTooLargeException(maxBytes);
      }
      return unpacked;
    } catch (IOException e) {
      throw new MalformedBodyException("body: not valid gzip: " + e.getMessage(), e);
    }
  }
}
