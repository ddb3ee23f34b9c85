// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, times and rates as other tools write them. */
final class Units {

  private static final Pattern GO = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h)");
  private static final Pattern RATE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([kmgt]?)(i?)(bit|bps|b)?(?:/s)?");
  private static final double LONGEST = 86_400;

  private Units() {}

  static OptionalDouble number(String text) {
    return text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  /** A percentage, with or without its sign, as a share. */
  static OptionalDouble share(String text) {
    OptionalDouble n = number(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    return n.isPresent() && n.getAsDouble() >= 0 && n.getAsDouble() <= 100
        ? OptionalDouble.of(n.getAsDouble() / 100)
        : OptionalDouble.empty();
  }

  /** A time of Go, such as {@code 1m30s}, up to a day. */
  static OptionalDouble seconds(String text) {
    Matcher part = GO.matcher(text);
    double sum = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      sum += Double.parseDouble(part.group(1)) * unit(part.group(2));
      end = part.end();
    }
    return end == text.length() && end > 0 ? bounded(sum) : OptionalDouble.empty();
  }

  private static double unit(String unit) {
    return switch (unit) {
      case "ns" -> 1e-9;
      case "us", "µs" -> 1e-6;
      case "ms" -> 1e-3;
      case "s" -> 1;
      case "m" -> 60;
      default -> 3600;
    };
  }

  /** A time of ISO 8601, such as {@code PT5M}. */
  static OptionalDouble iso(String text) {
    try {
      return bounded(Duration.parse(text).toMillis() / 1e3);
    } catch (DateTimeException | ArithmeticException _) {
      return OptionalDouble.empty();
    }
  }

  /** A plain number of some unit. */
  static OptionalDouble times(String text, double unit) {
    OptionalDouble n = number(text);
    return n.isPresent() ? bounded(n.getAsDouble() * unit) : n;
  }

  private static OptionalDouble bounded(double seconds) {
    return seconds >= 0 && seconds <= LONGEST ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }

  /** A rate as tc writes it, in bytes a second: {@code 1mbit} are bits, {@code 1mbps} bytes. */
  static OptionalDouble bytesPerSecond(String text) {
    Matcher rate = RATE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!rate.matches()) {
      return OptionalDouble.empty();
    }
    double base = rate.group(3).isEmpty() ? 1000 : 1024;
    double factor =
        switch (rate.group(2)) {
          case "k" -> base;
          case "m" -> base * base;
          case "g" -> base * base * base;
          case "t" -> base * base * base * base;
          default -> 1;
        };
    boolean bytes = rate.group(4) != null && !rate.group(4).equals("bit");
    double value = Double.parseDouble(rate.group(1)) * factor / (bytes ? 1 : 8);
    return value <= 1e12 ? OptionalDouble.of(Math.floor(value)) : OptionalDouble.empty();
  }

  static Tree of(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return new Tree.Plain(
        whole
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.9f", value).replaceAll("0+$", ""));
  }
}
