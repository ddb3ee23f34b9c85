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
import dev.ballast.server.healing.HealingReach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Healing in the eyes of whoever has to say yes: a flag is switched, does not help, and goes back.
 */
class HealingInBrowserTest {

  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String RULES =
      """
      apiVersion: ballast.dev/v1
      kind: Remediation
      metadata: {name: old-checkout}
      spec:
        service: payments
        region: us-east
        description: The new checkout is switched off when payments fail.
        runbook: runbooks/payments.md
        trigger:
          query: >-
            sum by (cloud_region) (rate(traces_spanmetrics_calls_total{service="payments",status_code="STATUS_CODE_ERROR"}[1m]))
            / sum by (cloud_region) (rate(traces_spanmetrics_calls_total{service="payments"}[1m])) > 0.05
        action: {flag: {file: shop.json, name: new-checkout, variant: plain}}
        verification:
          query: >-
            sum(rate(traces_spanmetrics_calls_total{service="payments",cloud_region="${region}",status_code="STATUS_CODE_ERROR"}[1m]))
            / sum(rate(traces_spanmetrics_calls_total{service="payments",cloud_region="${region}"}[1m]))
          atMost: 0.05
          within: 1m
        guards: {traffic: 1, systemic: 1}
        autonomy: propose
      """;
  private static final String RUNBOOK =
      """
      # Payments

      ## Look

      ```sh
      # What do the logs say?
      kubectl logs -n shop deploy/payments \\
        --since 5m
      ```

      ## Let it go to the other region

      ```console
      $ ballast regions drain ${region}
      us-east drains
      ```
      """;
  private static final String FLAGS =
      """
      {"flags": {"new-checkout": {"state": "ENABLED", "variants": {"new": true, "plain": false}, "defaultVariant": "new"}}}
      """;

  @TempDir Path dir;
  private LiveShop shop;
  private Browser browser;

  @BeforeEach
  void aShopWhosePaymentsFail() throws IOException {
    Path runbooks = Files.createDirectories(dir.resolve("config/runbooks"));
    Files.writeString(runbooks.resolve("payments.md"), RUNBOOK);
    Files.writeString(dir.resolve("config/healing.yaml"), RULES);
    Path flags = Files.createDirectory(dir.resolve("flags"));
    Files.writeString(flags.resolve("shop.json"), FLAGS);
    shop =
        LiveShop.healed(
            dir.resolve("data"), dir.resolve("config"), new HealingReach(null, flags, Set.of()));
    shop.run(Duration.ofSeconds(90), 6);
    shop.traffic.fail("payments", "us-east", 0.6);
    shop.run(Duration.ofSeconds(60), 6);
    browser = new Browser();
  }

  @AfterEach
  void stop() {
    assertThat(browser.complaints()).isEmpty();
    browser.close();
    shop.close();
  }

  private String variant() throws IOException {
    return Files.readString(dir.resolve("flags/shop.json"))
        .replaceAll("(?s).*\"defaultVariant\"\\s*:\\s*\"(\\w+)\".*", "$1");
  }

  /** Looks until the deed, which is done on another thread, has been heard of. */
  private void healUntil(Page page, String phase) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    do {
      shop.heal();
      page.reload();
    } while (!page.locator("#heal-1").textContent().contains(phase)
        && System.nanoTime() < patience);
    assertThat(page.locator("#heal-1").locator(".state").first()).containsText(phase);
  }

  private Page open(BrowserContext context) {
    Page page = browser.page(context);
    page.navigate(shop.uri("/healing").toString());
    return page;
  }

  @Test
  void aYesIsCarriedOutAndTakenBackWhenItDoesNotHelp() throws IOException {
    shop.heal();
    shop.heal();
    try (BrowserContext context =
        browser.context(
            new NewContextOptions()
                .setViewportSize(1440, 1000)
                .setColorScheme(ColorScheme.LIGHT))) {
      Page page = open(context);
      assertThat(page.locator("h1")).hasText("0 at work, 1 waiting.");
      Locator episode = page.locator("#heal-1");
      assertThat(episode).containsText("flag shop.json/new-checkout from new to plain");
      assertThat(episode.locator("tbody tr")).hasCount(13);
      assertThat(episode.locator("td .state.bad")).hasCount(0);
      episode.locator("details.runbook summary").click();
      assertThat(episode.locator("details.runbook")).containsText("Let it go to the other region");
      assertThat(episode.locator("details.runbook pre").first())
          .hasText("kubectl logs -n shop deploy/payments --since 5m");
      assertThat(episode.locator("details.runbook pre").last())
          .hasText("ballast regions drain us-east");
      shoot(page, "healing-waiting-light");

      episode.locator("button", new Locator.LocatorOptions().setHasText("Approve")).click();
      healUntil(page, "verifying");
      assertThat(variant()).isEqualTo("plain");
      shoot(page, "healing-verifying-light");

      shop.run(Duration.ofSeconds(90), 6); // It does not help.
      healUntil(page, "undone");
      assertThat(variant()).isEqualTo("new");
      page.locator("#ended summary").first().click();
      assertThat(page.locator("#ended")).containsText("it did not help in time");
      shoot(page, "healing-undone-light");
    }
  }

  @Test
  void theSwitchHoldsEverythingUntilSomebodyLetsItGoOn() throws IOException {
    try (BrowserContext context =
        browser.context(
            new NewContextOptions().setViewportSize(1440, 1000).setColorScheme(ColorScheme.DARK))) {
      Page page = open(context);
      page.locator("#reason").fill("it looks wrong");
      page.locator("#switch button.primary").click();
      assertThat(page.locator("h1")).hasText("Healing is stopped.");
      assertThat(page.locator("#switch")).containsText("it looks wrong");

      shop.heal();
      shop.heal();
      page.reload();
      Locator first = page.locator("#heal-1 tbody tr").first();
      assertThat(first).containsText("kill-switch");
      assertThat(first.locator(".state.bad")).hasText("hold");
      page.locator("#heal-1 button", new Page.LocatorOptions().setHasText("Approve")).click();
      shop.heal();
      assertThat(variant()).isEqualTo("new");
      shoot(page, "healing-stopped-dark");

      page.locator("#switch button").first().click();
      assertThat(page.locator("h1")).containsText("waiting.");
      healUntil(page, "verifying");
      assertThat(variant()).isEqualTo("plain");
      shoot(page, "healing-verifying-dark");
    }
  }

  @Test
  void fitsAPhone() {
    shop.heal();
    shop.heal();
    try (BrowserContext context =
        browser.context(new NewContextOptions().setViewportSize(390, 844))) {
      Page page = open(context);
      page.locator("details.runbook summary").click();
      Object width = page.evaluate("() => document.documentElement.scrollWidth");
      assertThat(((Number) width).intValue()).isLessThanOrEqualTo(390);
      shoot(page, "healing-phone");
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
