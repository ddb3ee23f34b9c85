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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume that begins to fill while somebody looks at the page on capacities. */
class CapacityInBrowserTest {

  private static final String VOLUME =
      """
      apiVersion: ballast.dev/v1
      kind: Capacity
      metadata:
        name: orders-disk
      spec:
        service: orders
        query: max by (cloud_region) (volume_use_ratio)
        unit: ratio
        limit: 0.9
        leadTime: 1h
        action: Grow the volume, or keep less.
        command: kubectl patch pvc orders
      """;

  private static final int STEPS = 60;
  private static final int KILOBYTES_100 = 100_000;
  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");

  @TempDir Path dir;
  private LiveShop shop;
  private Browser browser;
  private double use = 0.3;

  @BeforeEach
  void aVolumeThatBreathes() throws IOException {
    Path config = Files.createDirectories(dir.resolve("config"));
    Files.writeString(config.resolve("capacities.yaml"), VOLUME);
    shop = LiveShop.configured(dir.resolve("data"), config);
    browser = new Browser();
    run(0);
  }

  @AfterEach
  void stop() {
    browser.close();
    shop.close();
  }

  /** Five minutes, in which the volume of eu-west grows by so much with each step. */
  private void run(double growth) {
    for (int i = 0; i < STEPS; i++) {
      shop.pass();
      use += growth;
      double breath = 0.02 * (i % 6) / 6;
      shop.use("us-east", 0.3 + breath);
      shop.use("eu-west", growth > 0 ? use : use + breath);
    }
    shop.foresee();
  }

  private Page open(BrowserContext context, String path) {
    Page page = browser.page(context);
    page.navigate(shop.uri(path).toString());
    return page;
  }

  private static NewContextOptions wide() {
    return new NewContextOptions().setViewportSize(1440, 1000);
  }

  @Test
  void saysLiveWhatRunsOutAndKeepsOpenWhatTheReaderOpened() {
    try (BrowserContext context = browser.context(wide().setColorScheme(ColorScheme.LIGHT))) {
      Page page = open(context, "/capacity");
      assertThat(page.locator("h1")).hasText("No capacity needs you: 1 has enough.");
      assertThat(page.locator(".live-word").first()).hasText("live");
      page.locator("summary").first().click();
      assertThat(page.locator("details pre").first()).containsText("volume_use_ratio");

      run(0.0065);

      assertThat(page.locator("h1")).hasText("1 of 1 capacity needs you: orders-disk.");
      assertThat(page.locator("#orders-disk .state").first()).containsText("Act");
      assertThat(page.locator("#orders-disk h3").first()).containsText("eu-west");
      assertThat(page.locator("#orders-disk .band80").first()).isVisible();
      assertThat(page.locator("#orders-disk pre").first()).hasText("kubectl patch pvc orders");
      assertThat(page.locator("details[open]")).hasCount(1);
      assertThat(page.content().length()).isLessThan(KILOBYTES_100);
      page.locator("figure.chart svg[data-times]").first().hover();
      assertThat(page.locator(".tip")).containsText("forecast: ");
      shoot(page, "capacity-light");
      readsOfItElsewhere(page);
    }
    inTheOtherThemeAndOnAPhone();
  }

  private void readsOfItElsewhere(Page page) {
    page.navigate(shop.uri("/services/orders").toString());
    assertThat(page.locator("nav a[href='/capacity'] .n.alert")).hasText("1");
    assertThat(page.locator("table.lines tbody tr")).hasCount(2);
    shoot(page, "capacity-of-service");
    page.navigate(shop.uri("/").toString());
    shoot(page, "capacity-next");
    page.locator("a[href='/capacity#orders-disk']").first().click();
    assertThat(page).hasURL(Pattern.compile("/capacity#orders-disk$"));
    page.locator("#orders-disk a.name").click();
    assertThat(page.locator("article.series-of")).hasCount(2);
    shoot(page, "capacity-one");
  }

  private void inTheOtherThemeAndOnAPhone() {
    try (BrowserContext dark = browser.context(wide().setColorScheme(ColorScheme.DARK));
        BrowserContext phone = browser.context(new NewContextOptions().setViewportSize(375, 800))) {
      shoot(open(dark, "/capacity"), "capacity-dark");
      Page narrow = open(phone, "/capacity");
      assertThat(narrow.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(375);
      shoot(narrow, "capacity-phone");
    }
  }

  @Test
  void isCompleteWithoutAScript() {
    try (BrowserContext context = browser.context(wide().setJavaScriptEnabled(false))) {
      Page page = open(context, "/capacity");

      assertThat(page.locator("figure.chart svg").first()).isVisible();
      assertThat(page.locator("#orders-disk .figures")).containsText("reached by the end");
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
