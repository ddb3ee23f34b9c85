// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ballast.server.LiveShop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The release gate on the page of a service: in an outage, and while all is well. */
class GateInBrowserTest {

  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");

  @TempDir static Path dir;
  private static LiveShop shop;
  private static Browser browser;

  @BeforeAll
  static void aShopWhosePaymentsFail() throws IOException {
    shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"));
    shop.run(Duration.ofMinutes(5), 12);
    shop.traffic.fail("payments", "us-east", 0.9);
    shop.run(Duration.ofMinutes(2), 12);
    shop.traffic.fail("", "", 0);
    browser = new Browser();
  }

  @AfterAll
  static void stop() {
    browser.close();
    shop.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsTheAnswerTheRowAndTheTable(ColorScheme scheme) {
    try (BrowserContext context =
        browser.context(
            new NewContextOptions().setViewportSize(1440, 1000).setColorScheme(scheme))) {
      Page page = browser.page(context);
      page.navigate(shop.uri("/services/payments").toString());
      Locator gate = page.locator("section[sse-swap=gate]");

      assertThat(gate.locator(".state")).hasText("Releases may go, slower");
      assertThat(gate.locator("dl.facts")).containsText("over 50 % left: aggressive");
      assertThat(gate)
          .containsText("no faster plan than the ultra-conservative one until it is met");
      gate.locator("summary").click();
      assertThat(gate.locator("table.gate tbody tr")).hasCount(4);
      assertThat(gate.locator("table.gate tr[aria-current=true]"))
          .containsText(Pattern.compile("5 % to 20 %.*ultra-conservative"));
      shoot(page, "gate-" + scheme.name().toLowerCase(Locale.ROOT));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void fitsAPhone() {
    try (BrowserContext context =
        browser.context(new NewContextOptions().setViewportSize(390, 844))) {
      Page page = browser.page(context);
      page.navigate(shop.uri("/services/storefront").toString());
      Locator gate = page.locator("section[sse-swap=gate]");
      assertThat(gate.locator(".state")).isVisible();
      gate.locator("summary").click();
      Object width = page.evaluate("() => document.documentElement.scrollWidth");
      assertThat(((Number) width).intValue()).isLessThanOrEqualTo(390);
      shoot(page, "gate-phone");
    }
  }

  private static void shoot(Page page, String name) {
    if (!SCREENSHOTS.isEmpty()) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(SCREENSHOTS, name + ".png")));
    }
  }
}
