// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The commands that somebody has written into a runbook, to be read and pasted; nobody runs them.
 *
 * <p>Note. What counts is what Markdown's fenced code blocks of a shell hold ({@code sh}, {@code
 * bash}, {@code shell}, {@code zsh}): each line without comments, joined where it ends in a
 * backslash. In blocks of a {@code console} only lines with a prompt are commands, the others are
 * what was answered. Blocks without a language, inline code and all other text are prose.
 *
 * @param commands in the order in which they are written, at most {@value #MOST}
 */
public record Runbook(List<Command> commands) {

  /** Nothing to paste. */
  public static final Runbook EMPTY = new Runbook(List.of());

  private static final int MOST = 50;
  private static final int LONGEST = 1000;
  private static final Set<String> SCRIPTS = Set.of("sh", "bash", "shell", "zsh");
  private static final Set<String> SESSIONS = Set.of("console", "shell-session", "sh-session");

  /**
   * One command.
   *
   * @param heading below which it is written; empty above the first
   */
  public record Command(String heading, String text) {}

  public Runbook {
    commands = List.copyOf(commands);
  }

  /** Whether something lies at a URL, which is shown and never fetched. */
  public static boolean isUrl(String location) {
    return location.contains("://");
  }

  /** Reads Markdown. */
  public static Runbook parse(String markdown) {
    List<Command> found = new ArrayList<>();
    String heading = "";
    String fence = "";
    String language = "";
    StringBuilder open = new StringBuilder();
    for (String line : markdown.lines().toList()) {
      String text = line.strip();
      if (fence.isEmpty()) {
        fence = fenceOf(text);
        if (!fence.isEmpty()) {
          language = languageOf(text, fence);
        } else if (text.matches("#{1,6} .*")) {
          heading = text.replaceFirst("^#+ +", "").replaceFirst(" +#+$", "");
        }
      } else if (text.startsWith(fence) && text.chars().allMatch(c -> c == text.charAt(0))) {
        add(found, heading, open);
        fence = "";
      } else {
        String command = commandOf(text, language, !open.isEmpty());
        boolean goesOn = command.endsWith("\\");
        open.append(goesOn ? command.substring(0, command.length() - 1) : command);
        if (!goesOn) {
          add(found, heading, open);
        }
      }
    }
    add(found, heading, open);
    return new Runbook(found);
  }

  private static String fenceOf(String text) {
    for (char mark : new char[] {'`', '~'}) {
      int length = 0;
      while (length < text.length() && text.charAt(length) == mark) {
        length++;
      }
      if (length >= 3 && text.indexOf('`', length) < 0) {
        return text.substring(0, length);
      }
    }
    return "";
  }

  private static String languageOf(String text, String fence) {
    String info = text.substring(fence.length()).strip();
    int end = info.indexOf(' ');
    return (end < 0 ? info : info.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  private static String commandOf(String text, String language, boolean goesOn) {
    if (SCRIPTS.contains(language)) {
      return text.startsWith("#") ? "" : text.replaceFirst("^\\$ +", "");
    }
    if (SESSIONS.contains(language)) {
      return text.startsWith("$ ") || text.startsWith("# ")
          ? text.substring(2).strip()
          : goesOn ? text.replaceFirst("^> +", "") : "";
    }
    return "";
  }

  private static void add(List<Command> found, String heading, StringBuilder open) {
    String text = open.toString().strip();
    open.setLength(0);
    if (!text.isEmpty() && found.size() < MOST) {
      found.add(new Command(heading, text.substring(0, Math.min(LONGEST, text.length()))));
    }
  }
}
