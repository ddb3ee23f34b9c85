// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.regex.Pattern;

/**
 * A URL without what may be a secret in it: who signs in, and parameters whose names say that they
 * are one. {@code ***} stands for it, so a regression has to be given it anew.
 */
final class ShownUrl {

  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]+(?=@)");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)(?<=[?&;])([^=&;#]*(?:token|secret|passw|pwd|key|auth|sig|session|credential)[^=&;#]*)=[^&;#]+");

  private ShownUrl() {}

  static String of(String url) {
    return PARAMETER.matcher(USER.matcher(url).replaceAll("***")).replaceAll("$1=***");
  }
}
