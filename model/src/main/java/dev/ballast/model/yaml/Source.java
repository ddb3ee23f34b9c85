// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.nio.charset.StandardCharsets;

/** The bytes of one file under the name that problems give it; {@code -} is standard input. */
public final class Source {

  private final String name;
  private final byte[] bytes;

  private Source(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** A source whose bytes are checked to be UTF-8 when it is read. */
  public static Source of(String name, byte[] bytes) {
    return new Source(name, bytes.clone());
  }

  public static Source of(String name, String text) {
    return new Source(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }
}
