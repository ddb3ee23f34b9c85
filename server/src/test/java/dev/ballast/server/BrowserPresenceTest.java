// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Says why there are no browser tests where no browser is. */
class BrowserPresenceTest {

  /** The paths that switch the browser tests on, as in this module's pom.xml. */
  private static final List<String> PATHS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  @Test
  void browserTestsRunWhereABrowserIs() throws ClassNotFoundException {
    assumeTrue(
        PATHS.stream().anyMatch(path -> Files.isExecutable(Path.of(path))),
        "the browser tests are skipped: no Chromium at "
            + PATHS
            + ". Get it: apt-get install chromium");

    assertThat(Class.forName("dev.ballast.server.browser.PagesInBrowserTest")).isNotNull();
  }
}
