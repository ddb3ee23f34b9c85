// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ballast.server.LiveShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shop that fails a little costs, as those see it who decide. */
class CostInBrowserTest {

  private static final int KILOBYTES_100 = 100_000;
  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");

  /** Four portfolios and no range: quickly priced. */
  private static final String COSTS =
      """
      - apiVersion: ballast.dev/v1
        kind: CostModel
        metadata: {name: shop}
        spec:
          currency: EUR
          components:
            - {name: storefront, monthly: 9000, failures: [{perYear: 12, minutes: 40}], needs: [payments]}
            - {name: payments, monthly: 14000, failures: [{perYear: 6, minutes: 60}]}
          journeys:
            - {name: buy, entry: storefront, objective: 0.999, damage: {perMinute: 300}}
          releases: {failureRate: 0.1, minutes: 20, exposure: 0.25}
      - apiVersion: ballast.dev/v1
        kind: Investment
        metadata: {name: standby}
        spec: {model: shop, monthly: 4000, changes: [{component: payments, perYear: {times: 0.3}}]}
      - apiVersion: ballast.dev/v1
        kind: Investment
        metadata: {name: canary}
        spec: {model: shop, monthly: 1000, changes: [{component: storefront, perYear: {times: 0.5}}]}
      """;

  @TempDir Path dir;
  private LiveShop shop;
  private Browser browser;

  @BeforeEach
  void aShopThatFailsALittle() throws IOException {
    Path config = Files.createDirectories(dir.resolve("config"));
    Files.writeString(config.resolve("costs.yaml"), COSTS);
    shop = LiveShop.configured(dir.resolve("data"), config);
    shop.traffic.fail("payments", "us-east", 0.05);
    shop.run(Duration.ofMinutes(3), 12);
    shop.price();
    browser = new Browser();
  }

  @AfterEach
  void stop() {
    browser.close();
    shop.close();
  }

  private Page open(BrowserContext context) {
    Page page = browser.page(context);
    page.navigate(shop.uri("/cost").toString());
    return page;
  }

  private static NewContextOptions wide() {
    return new NewContextOptions().setViewportSize(1440, 1000);
  }

  private static void shoot(Page page, String name) {
    if (!SCREENSHOTS.isEmpty()) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of(SCREENSHOTS, name + ".png"))
              .setFullPage(true));
    }
  }

  @Test
  void showsWhatToBuyHowSureThatIsAndWhatTheBudgetIsWorth() {
    try (BrowserContext context = browser.context(wide().setColorScheme(ColorScheme.LIGHT))) {
      Page page = open(context);
      assertThat(page.locator("h1")).containsText("saves EUR ");
      assertThat(page.locator("table.options tbody tr")).hasCount(4);
      assertThat(page.locator("svg.frontier .dot-of.best")).hasCount(1);
      assertThat(page.locator("svg.strip rect").first()).isAttached();
      assertThat(page.locator("#shop-buy")).containsText("a release, on average");
      assertThat(page.locator("#shop-buy table.takes tbody tr").first()).containsText("payments");
      assertThat(page.content().length()).isLessThan(KILOBYTES_100);
      shoot(page, "cost-light");
    }
    try (BrowserContext dark = browser.context(wide().setColorScheme(ColorScheme.DARK));
        BrowserContext phone = browser.context(new NewContextOptions().setViewportSize(375, 800))) {
      shoot(open(dark), "cost-dark");
      Page narrow = open(phone);
      assertThat(narrow.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(375);
      shoot(narrow, "cost-phone");
    }
    assertThat(browser.complaints()).isEmpty();
  }
}
