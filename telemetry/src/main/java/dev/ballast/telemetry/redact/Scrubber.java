// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import dev.ballast.telemetry.redact.Redaction.Sort;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what looks personal or secret. Most lines hold nothing of the kind: one pass
 * over the characters says which of the patterns could match at all, and only these are tried. All
 * patterns are bounded and do not backtrack over more than a word.
 */
final class Scrubber {

  private static final Pattern EMAIL =
      Pattern.compile("[\\w.+-]{1,64}+@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");

  /** The scheme and its secret, a JSON Web Token, or a word for secrets and what it is set to. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?i)(?<scheme>\\b(?:bearer|basic)\\s{1,4})[A-Za-z0-9._~+/=-]{8,4096}+"
              + "|\\beyJ[A-Za-z0-9_-]{5,4096}+\\.[A-Za-z0-9_-]{5,4096}+\\.[A-Za-z0-9_-]{0,4096}+"
              + "|(?<key>(?:password|passwd|secret(?:[_-]?access)?(?:[_-]?key)?|api[_-]?key|token)"
              + "[\"']?\\s{0,2}[=:]\\s{0,2}[\"']?)(?!<)[^\\s\"',;&}]{1,4096}+");

  /** Begins as the networks' numbers do, so that no time since the epoch is taken for one. */
  private static final Pattern CARD =
      Pattern.compile("(?<![\\w.-])[2-6]\\d{3}(?:[ -]?\\d){9,15}(?![\\w-]|\\.\\d)");

  private static final List<String> ADDRESS_NAMES = List.of("address", "_addr", ".ip", "_ip");

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\d.])(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

  private final Redaction rules;
  private final Pseudonyms pseudonyms;

  Scrubber(Redaction rules, Pseudonyms pseudonyms) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
  }

  /** The same object when there is nothing to take out. */
  String scrub(String text) {
    boolean at = false;
    int colons = 0;
    int dots = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        dots++;
      } else if (c == '@') {
        at = true;
      } else if (c == '=' || c == ':' || c == ' ') {
        colons++;
      }
    }
    String result = text;
    if (colons + dots > 0 && rules.of(Sort.TOKEN) != Action.KEEP && mayHoldToken(text)) {
      result = tokens(result);
    }
    if (at && rules.of(Sort.EMAIL) != Action.KEEP) {
      result = EMAIL.matcher(result).replaceAll(m -> quoted(put(Sort.EMAIL, m.group())));
    }
    if (digits >= 13 && rules.of(Sort.CARD) != Action.KEEP) {
      result =
          CARD.matcher(result)
              .replaceAll(
                  m -> quoted(passesLuhn(m.group()) ? put(Sort.CARD, m.group()) : m.group()));
    }
    if (digits >= 4 && dots >= 3 && rules.of(Sort.ADDRESS) != Action.KEEP) {
      result = ADDRESS.matcher(result).replaceAll(m -> quoted(address(m)));
    }
    return result;
  }

  /** What becomes of a whole value whose key has a rule. */
  String masked(String key, String value) {
    return ADDRESS_NAMES.stream().anyMatch(key::endsWith) ? network(value) : "<" + key + ">";
  }

  private String tokens(String text) {
    Matcher matcher = TOKEN.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    do {
      String head =
          matcher.group("scheme") != null
              ? matcher.group("scheme")
              : matcher.group("key") != null ? matcher.group("key") : "";
      String secret = matcher.group().substring(head.length());
      matcher.appendReplacement(out, quoted(head + put(Sort.TOKEN, secret)));
    } while (matcher.find());
    return matcher.appendTail(out).toString();
  }

  private String put(Sort sort, String value) {
    return switch (rules.of(sort)) {
      case KEEP -> value;
      case MASK -> "<" + sort.word() + ">";
      case HASH -> pseudonyms.of(value);
      case DROP -> "";
    };
  }

  private String address(MatchResult parts) {
    String text = parts.group();
    int[] bytes = new int[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = Integer.parseInt(parts.group(i + 1));
      if (bytes[i] > 255) {
        return text;
      }
    }
    boolean ours =
        bytes[0] == 10
            || bytes[0] == 127
            || bytes[0] == 0
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 172 && bytes[1] >= 16 && bytes[1] < 32)
            || (bytes[0] == 169 && bytes[1] == 254);
    if (ours) {
      return text;
    }
    return rules.of(Sort.ADDRESS) == Action.MASK ? network(text) : put(Sort.ADDRESS, text);
  }

  /** The first three bytes of an IPv4 address, the first three groups of an IPv6 one. */
  private static String network(String address) {
    Matcher four = ADDRESS.matcher(address);
    if (four.find()) {
      return "%s.%s.%s.x".formatted(four.group(1), four.group(2), four.group(3));
    }
    String[] groups = address.split(":", -1);
    return groups.length >= 3 && address.matches("[0-9A-Fa-f:.%\\w]{2,60}")
        ? (groups[0] + ":" + groups[1] + ":" + groups[2]).replaceAll(":+$", "") + "::x"
        : "<address>";
  }

  /** The check digit of ISO/IEC 7812. */
  static boolean passesLuhn(String text) {
    int sum = 0;
    boolean twice = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        continue;
      }
      int value = twice ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  private static boolean mayHoldToken(String text) {
    for (int i = 0; i + 4 < text.length(); i++) {
      switch (text.charAt(i) | 0x20) {
        case 'e' -> {
          if (text.startsWith("eyJ", i)) {
            return true;
          }
        }
        case 'b' -> {
          if (text.regionMatches(true, i, "bearer", 0, 6)
              || text.regionMatches(true, i, "basic", 0, 5)) {
            return true;
          }
        }
        case 'p' -> {
          if (text.regionMatches(true, i, "passw", 0, 5)) {
            return true;
          }
        }
        case 's' -> {
          if (text.regionMatches(true, i, "secret", 0, 6)) {
            return true;
          }
        }
        case 't' -> {
          if (text.regionMatches(true, i, "token", 0, 5)) {
            return true;
          }
        }
        case 'a' -> {
          if (text.regionMatches(true, i, "api", 0, 3)
              || text.regionMatches(true, i, "access", 0, 6)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
