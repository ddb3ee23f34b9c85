// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of a load's headers: text in which {@code ${BALLAST_GAMEDAY_…}} stands for a variable of
 * the server's environment, so that a plan needs no secret in it. Whoever may hold a game day may
 * write a plan, so no other variable can be meant.
 */
public final class HeaderText {

  /** What a variable's name begins with. */
  public static final String PREFIX = "BALLAST_GAMEDAY_";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile(PREFIX + "[A-Z0-9_]{1,100}");

  /** Headers whose values are the same for everybody. */
  private static final Set<String> PLAIN =
      Set.of("accept", "accept-encoding", "accept-language", "content-type", "user-agent");

  /** What may stand beside variables in the open. */
  private static final Set<String> SCHEMES = Set.of("", "Bearer", "Basic", "Token");

  private HeaderText() {}

  /** The names of the variables in it, also of those that may not be meant. */
  public static List<String> variables(String value) {
    return VARIABLE.matcher(value).results().map(found -> found.group(1)).toList();
  }

  /** Whether a plan may mean this variable. */
  public static boolean isAllowed(String variable) {
    return NAME.matcher(variable).matches();
  }

  /** The value with what its variables are. */
  public static String filled(String value, UnaryOperator<String> variables) {
    return VARIABLE
        .matcher(value)
        .replaceAll(found -> Matcher.quoteReplacement(variables.apply(found.group(1))));
  }

  /** What may be repeated where others read it: a variable in place of what may be a secret. */
  public static String shown(String header, String value) {
    boolean plain = PLAIN.contains(header.toLowerCase(Locale.ROOT));
    String written = VARIABLE.matcher(value).replaceAll("").strip();
    boolean open = !variables(value).isEmpty() && SCHEMES.contains(written);
    return plain || open ? value : "${" + variable(header) + "}";
  }

  private static String variable(String header) {
    return PREFIX + header.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
