// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.embedded.EmbeddedLedger;
import dev.ballast.server.LiveShop;
import dev.ballast.server.auth.OfflineTokens;
import dev.ballast.server.rollout.ReleaseStory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release in the eyes of whoever has to decide about it. */
class RolloutInBrowserTest {

  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");
  private static final String ONE = "/rollouts/shop/payments";
  private static final int KILOBYTES_100 = 100_000;

  @TempDir Path dir;
  private final Browser browser = new Browser();
  private final List<LiveShop> shops = new ArrayList<>();

  /** A server that comes back after a while and finds the release as it was left. */
  private LiveShop serve(ReleaseStory story) throws IOException {
    Path data = dir.resolve("data");
    try (Ledger ledger = EmbeddedLedger.open(OfflineTokens.ledger(data), story.clock())) {
      story.into(ledger);
    }
    LiveShop shop = LiveShop.configured(data, dir.resolve("config"), story.clock());
    shops.add(shop);
    shop.run(Duration.ofMinutes(1), 12);
    return shop;
  }

  @AfterEach
  void stop() {
    assertThat(browser.complaints()).isEmpty();
    browser.close();
    shops.forEach(LiveShop::close);
  }

  private Page open(BrowserContext context, String path) {
    Page page = browser.page(context);
    page.navigate(shops.getLast().uri(path).toString());
    return page;
  }

  private static NewContextOptions wide() {
    return new NewContextOptions().setViewportSize(1440, 1000);
  }

  @Test
  void pausesAtOnceAndAbortsOnlyAfterSayingWhatThatMeans() throws IOException {
    LiveShop shop =
        serve(ReleaseStory.applied().deploy("v2", 0).untilWeight(25, Duration.ofSeconds(5)));
    try (BrowserContext context = browser.context(wide().setColorScheme(ColorScheme.LIGHT));
        BrowserContext other = browser.context(wide())) {
      Page page = open(context, ONE);
      Page list = open(other, "/rollouts");
      assertThat(page.locator("h1")).hasText("payments v2 gets 25\u00a0% of the traffic.");
      assertThat(page.locator(".live-word").first()).hasText("live");
      assertThat(page.locator("ol.stages .now b")).hasText("25\u00a0%");
      assertThat(page.locator("figure.chart .changed").first()).isAttached();
      assertThat(page.content().length()).isLessThan(KILOBYTES_100);
      shoot(page, "rollout-light");

      page.locator("#decide-pause button").click();
      assertThat(page.locator("h1")).containsText("and is paused there");
      assertThat(page.locator("#decide-resume button")).hasText("Resume");

      page.locator("#decide-abort summary").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#decide-abort .plan")).containsText("v1 gets all traffic back");
      shoot(page, "rollout-abort");
      page.locator("#decide-abort button").click();
      assertThat(page.locator("h1")).hasText("payments v2 was rolled back: v1 has all traffic.");
      assertThat(page.locator(".decide form")).hasCount(0);
      assertThat(page.locator("main")).containsText("abort by local");

      shop.run(Duration.ofSeconds(10), 4);
      assertThat(list.locator("h1")).hasText("1 of 1 rollout needs you.");
      list.reload();
      assertThat(list.locator("nav a[href='/rollouts'] .n.alert")).hasText("1");
      assertThat(list.locator("#rollout-shop-payments .state").first()).hasText("Failed");
      list.locator("#rollout-shop-payments a").first().click();
      assertThat(list).hasURL(Pattern.compile(ONE + "$"));
    }
  }

  @Test
  void showsARollbackInBothThemesOnAPhoneAndOnTheServicesCharts() throws IOException {
    serve(ReleaseStory.applied().deploy("v2", 0.08).untilPhase("Failed"));
    try (BrowserContext dark = browser.context(wide().setColorScheme(ColorScheme.DARK));
        BrowserContext phone = browser.context(new NewContextOptions().setViewportSize(375, 800));
        BrowserContext light = browser.context(wide().setColorScheme(ColorScheme.LIGHT))) {
      Page page = open(dark, ONE);
      assertThat(page.locator("main")).containsText("Regress");
      assertThat(page.locator("main")).containsText("beyond the baseline's rate");
      shoot(page, "rollout-dark");
      page.keyboard().press("r");
      assertThat(page.locator("table.rollouts tbody tr")).hasCount(1);
      shoot(page, "rollouts-dark");
      for (String path : new String[] {ONE, "/rollouts"}) {
        Page narrow = open(phone, path);
        assertThat(narrow.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(375);
        shoot(narrow, "rollout-phone" + path.replace('/', '-'));
      }
      Page service = open(light, "/services/payments");
      assertThat(service.locator("figure.chart .mark-head.crossed").first()).isAttached();
      assertThat(service.locator("main")).containsText("✕ rolled back");
      service
          .locator("figure.chart .changed")
          .last()
          .hover(new Locator.HoverOptions().setForce(true));
      assertThat(service.locator(".tip")).containsText("v2 rolled back");
      shoot(service, "rollout-service");
      Page list = open(light, "/rollouts");
      shoot(list, "rollouts-light");
    }
  }

  @Test
  void isCompleteWithoutAScript() throws IOException {
    serve(ReleaseStory.applied().deploy("v2", 0).untilWeight(25, Duration.ofSeconds(5)));
    try (BrowserContext context = browser.context(wide().setJavaScriptEnabled(false))) {
      Page page = open(context, ONE);
      assertThat(page.locator("figure.chart svg").first()).isVisible();
      page.locator("#decide-abort summary").click();
      page.locator("#decide-abort button").click();
      assertThat(page.locator("h1")).containsText("rolled back");
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
