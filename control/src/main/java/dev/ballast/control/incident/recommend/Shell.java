// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Makes commands of names that came from outside. What telemetry calls a service could be a command
 * of its own: a name that is not plain makes no command at all.
 */
final class Shell {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,252}");

  private Shell() {}

  /** The template with the names put in, or nothing when one of them is not fit for a shell. */
  static String command(String template, String... names) {
    return Arrays.stream(names).allMatch(name -> PLAIN.matcher(name).matches())
        ? template.formatted((Object[]) names)
        : "";
  }
}
