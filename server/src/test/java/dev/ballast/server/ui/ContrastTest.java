// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** WCAG 2.2, 1.4.3 and 1.4.11: 4.5:1 for text, 3:1 for shapes that carry meaning. */
class ContrastTest {

  private static final Pattern VARIABLE = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6})");

  @Test
  void everyInkCanBeReadOnItsGroundInBothThemes() throws IOException {
    String css;
    try (InputStream in = ContrastTest.class.getResourceAsStream("/web/ballast.css")) {
      css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int dark = css.indexOf("@media (prefers-color-scheme: dark)");
    int forced = css.indexOf(":root[data-theme=dark]");
    Map<String, String> light = variables(css.substring(0, dark));

    assertReadable(light);
    assertReadable(variables(css.substring(dark, forced)));
    assertThat(variables(css.substring(dark, forced)))
        .isEqualTo(variables(css.substring(forced, css.indexOf("/* Ground */"))));
  }

  private static void assertReadable(Map<String, String> colours) {
    for (String ink : List.of("ink", "ink-2", "ink-3", "bad-ink")) {
      for (String ground : List.of("bg", "panel")) {
        assertContrast(colours, ink, ground, 4.5);
      }
    }
    for (String tone : List.of("ok", "warn", "bad", "unknown", "predict")) {
      assertContrast(colours, tone + "-ink", tone + "-bg", 4.5);
    }
    assertContrast(colours, "ink-2", "unknown-bg", 4.5);
    for (String line : List.of("l0", "l1", "l2", "l3", "bad", "unknown", "predict")) {
      assertContrast(colours, line, "panel", 3);
    }
  }

  private static void assertContrast(
      Map<String, String> colours, String ink, String ground, double least) {
    assertThat(contrast(colour(colours, ink), colour(colours, ground)))
        .as("%s on %s", ink, ground)
        .isGreaterThanOrEqualTo(least);
  }

  private static String colour(Map<String, String> colours, String name) {
    return Objects.requireNonNull(colours.get(name), name);
  }

  private static double contrast(String a, String b) {
    double x = luminance(a);
    double y = luminance(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  private static double luminance(String hex) {
    int rgb = Integer.parseInt(hex.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double c = (channel & 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static Map<String, String> variables(String css) {
    Map<String, String> found = new HashMap<>();
    Matcher matcher = VARIABLE.matcher(css);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    return found;
  }
}
