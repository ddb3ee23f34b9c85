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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages as people meet them: live, by keyboard, in both themes, on a phone, without a script.
 */
class PagesInBrowserTest {

  private static final List<String> PAGES =
      List.of(
          "/",
          "/incidents",
          "/services",
          "/services/payments",
          "/capacity",
          "/rollouts",
          "/events",
          "/configuration",
          "/docs");
  private static final int STEADY = 12;
  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");

  @TempDir static Path dir;
  private static LiveShop shop;
  private static Browser browser;

  @BeforeAll
  static void aShopThatIsWell() throws IOException {
    shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"));
    shop.run(Duration.ofMinutes(5), STEADY);
    browser = new Browser();
  }

  @AfterAll
  static void stop() {
    browser.close();
    shop.close();
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void overviewAndServiceUpdateLiveWithoutLosingTheFocus() {
    try (BrowserContext context = browser.context(wide());
        BrowserContext other = browser.context(wide())) {
      Page overview = open(context, "/");
      Page service = open(other, "/services/payments");
      assertThat(overview.locator("h1")).not().containsText("need you");
      assertThat(overview.locator(".live-word").first()).hasText("live");
      Locator link = overview.locator("table.services a", hasText("auth"));
      link.focus();

      shop.traffic.deploy("payments", "v2.3.1");
      shop.traffic.fail("payments", "us-east", 0.9);
      shop.run(Duration.ofMinutes(2), STEADY);

      assertThat(overview.locator("h1")).hasText(Pattern.compile("\\d of 10 services need you\\."));
      assertThat(overview.locator("svg.map .node.bad").first()).isVisible();
      assertThat(overview.locator("table.services tbody tr").first()).containsText("payments");
      assertThat(overview.locator("table.services a:focus")).hasText("auth");
      assertThat(service.locator("h1")).hasText("payments is unhealthy in us-east.");
      assertThat(service.locator("main")).containsText("change.deployed");
      assertThat(service.locator("figure.chart path.mark").first()).isAttached();
      shoot(overview, "overview-light");
      shoot(service, "service-light");
      readsOneFailedRequest(service);
    } finally {
      shop.traffic.fail("", "", 0);
    }
  }

  /** From the service page to the trace. */
  private static void readsOneFailedRequest(Page service) {
    service.locator("a[href^='/traces/']").first().click();
    assertThat(service.locator("h1")).containsText("and failed in");
    assertThat(service.locator("table.waterfall rect.failed").first()).isVisible();
    shoot(service, "trace-light");
  }

  @Test
  void worksByKeyboard() {
    try (BrowserContext context = browser.context(wide())) {
      Page page = open(context, "/");

      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("?");
      assertThat(page.locator("#help")).isVisible();
      shoot(page, "keys");
      page.keyboard().press("Escape");
      assertThat(page.locator("#help")).isHidden();
      page.keyboard().press("/");
      assertThat(page.locator("#search")).isFocused();
      page.keyboard().type("paym");
      page.keyboard().press("Enter");
      assertThat(page.locator("table.services tbody tr")).hasCount(1);
      page.keyboard().press("/");
      page.keyboard().type("payments");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile("/services/payments$"));
      page.keyboard().press("e");
      assertThat(page).hasURL(Pattern.compile("/events$"));
      page.keyboard().press("c");
      assertThat(page.locator("h1")).hasText("No capacity is described yet.");
      assertThat(page.locator("main pre")).containsText("kind: Capacity");
      page.keyboard().press("o");
      assertThat(page.locator("svg.map")).isVisible();
    }
  }

  @Test
  void showsWhereTheFocusIs() {
    try (BrowserContext context = browser.context(wide())) {
      Page page = open(context, "/");
      for (int i = 0; i < 8; i++) {
        page.keyboard().press("Tab");
        Object outline =
            page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle");
        assertThat(outline).as("after %d tabs", i + 1).isEqualTo("solid");
      }
    }
  }

  @Test
  void followsTheSystemsThemeAndRemembersAnother() {
    try (BrowserContext dark = browser.context(wide().setColorScheme(ColorScheme.DARK))) {
      Page page = open(dark, "/");
      assertThat(background(page)).isEqualTo("rgb(15, 20, 27)");
      shoot(page, "overview-dark");
      page.navigate(shop.uri("/services/payments").toString());
      shoot(page, "service-dark");

      page.keyboard().press("t");
      assertThat(background(page)).isEqualTo("rgb(246, 247, 249)");
      page.reload();
      assertThat(background(page)).isEqualTo("rgb(246, 247, 249)");
    }
    try (BrowserContext light = browser.context(wide().setColorScheme(ColorScheme.LIGHT))) {
      assertThat(background(open(light, "/"))).isEqualTo("rgb(246, 247, 249)");
    }
  }

  @Test
  void fitsA375PixelWideScreen() {
    try (BrowserContext context =
        browser.context(new NewContextOptions().setViewportSize(375, 800))) {
      for (String path : PAGES) {
        Page page = open(context, path);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
            .as(path)
            .isEqualTo(375);
        shoot(page, "phone" + path.replace('/', '-'));
        page.close();
      }
    }
  }

  @Test
  void tellsTimesInTheReadersZone() {
    try (BrowserContext context = browser.context(wide())) {
      Page page = open(context, "/");

      assertThat(page.locator("nav .foot")).containsText("times in Europe/Berlin");
    }
  }

  @Test
  void isCompleteWithoutAScript() {
    try (BrowserContext context = browser.context(wide().setJavaScriptEnabled(false))) {
      Page page = open(context, "/services/payments?range=1h");

      assertThat(page.locator("figure.chart svg").first()).isVisible();
      assertThat(page.locator("main")).containsText("ballast gate payments");
      page.locator(".ranges a", hasText("6h")).click();
      assertThat(page.locator(".ranges b")).hasText("6h");
    }
  }

  @Test
  void showsValuesUnderThePointer() {
    try (BrowserContext context = browser.context(wide())) {
      Page page = open(context, "/services/payments");

      page.locator("figure.chart svg[data-times]").first().hover();

      assertThat(page.locator(".tip")).isVisible();
      assertThat(page.locator(".tip")).containsText("us-east: ");
      assertThat(page.locator(".tip")).containsText("Europe/Berlin");
    }
  }

  private static NewContextOptions wide() {
    return new NewContextOptions().setViewportSize(1440, 1000);
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static Page open(BrowserContext context, String path) {
    Page page = browser.page(context);
    page.navigate(shop.uri(path).toString());
    return page;
  }

  private static Object background(Page page) {
    return page.evaluate("() => getComputedStyle(document.body).backgroundColor");
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
