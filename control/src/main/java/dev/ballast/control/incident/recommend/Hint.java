// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the words of errors say about their nature, as protocols and databases use them. */
public enum Hint {
  CREDENTIALS(
      "\\b401\\b|\\b403\\b|unauthori[sz]ed|invalid_client|invalid credentials"
          + "|authentication failed|access denied|permission denied"),
  CERTIFICATE("certificate .*(expired|not valid)|x509|cert_has_expired|pkix path"),
  POOL("pool (is )?exhausted|too many (connections|clients)|connection is not available"),
  STORAGE("no space left|disk (is )?full|could not extend"),
  NAMES("unknown ?host|no such host|nxdomain|name resolution"),
  TIMEOUT("timed? ?out|deadline exceeded|\\b504\\b"),
  RATE_LIMIT("\\b429\\b|rate limit|too many requests"),
  DATA("constraint|malformed|cannot deserialize|invalid input syntax|parse error");

  private static final int LONGEST = 2000;

  private final Pattern words;

  Hint(String words) {
    this.words = Pattern.compile(words);
  }

  /** What these texts speak of. */
  public static Set<Hint> in(Collection<String> texts) {
    Set<Hint> found = EnumSet.noneOf(Hint.class);
    for (String text : texts) {
      String lower = text.substring(0, Math.min(LONGEST, text.length())).toLowerCase(Locale.ROOT);
      List.of(values()).stream()
          .filter(hint -> hint.words.matcher(lower).find())
          .forEach(found::add);
    }
    return Collections.unmodifiableSet(found);
  }
}
