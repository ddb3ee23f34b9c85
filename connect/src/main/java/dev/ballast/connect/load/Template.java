// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which <code>{n}</code> stands for the request's number, from 0. Everything else in
 * braces stays.
 */
public final class Template {

  private static final Pattern NUMBER = Pattern.compile(Pattern.quote("{n}"));

  private final String source;
  private final List<byte[]> parts;

  private Template(String source, List<byte[]> parts) {
    this.source = source;
    this.parts = parts;
  }

  public static Template of(String source) {
    List<byte[]> parts = new ArrayList<>();
    Matcher number = NUMBER.matcher(source);
    int end = 0;
    while (number.find()) {
      parts.add(source.substring(end, number.start()).getBytes(StandardCharsets.UTF_8));
      end = number.end();
    }
    parts.add(source.substring(end).getBytes(StandardCharsets.UTF_8));
    return new Template(source, List.copyOf(parts));
  }

  /** The same for every request. */
  public boolean constant() {
    return parts.size() == 1;
  }

  /** The text of one request. */
  public String text(long number) {
    return new String(bytes(number), StandardCharsets.UTF_8);
  }

  /** The text of one request in UTF-8. */
  byte[] bytes(long number) {
    if (constant()) {
      return parts.getFirst();
    }
    byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    int length = parts.stream().mapToInt(p -> p.length).sum() + digits.length * (parts.size() - 1);
    byte[] bytes = new byte[length];
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        System.arraycopy(digits, 0, bytes, at, digits.length);
        at += digits.length;
      }
      System.arraycopy(parts.get(i), 0, bytes, at, parts.get(i).length);
      at += parts.get(i).length;
    }
    return bytes;
  }

  @Override
  public String toString() {
    return source;
  }
}
