// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.ballast.server.LiveShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A payment service that begins to fail while somebody looks, and is well again in the end. */
class IncidentInBrowserTest {

  private static final int STEADY = 12;
  private static final int KILOBYTES_200 = 200_000;
  private static final int PHONE = 800;
  private static final String SCREENSHOTS = System.getProperty("browser.screenshots", "");

  @TempDir Path dir;
  private LiveShop shop;
  private Browser browser;

  @BeforeEach
  void aShopThatIsWell() throws IOException {
    shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"));
    shop.run(Duration.ofMinutes(5), STEADY);
    browser = new Browser();
  }

  @AfterEach
  void stop() {
    browser.close();
    shop.close();
  }

  private void paymentsFail() {
    shop.traffic.deploy("payments", "v2.3.1");
    shop.traffic.fail("payments", "us-east", 0.9);
    shop.run(Duration.ofMinutes(2), STEADY);
  }

  @Test
  void appearsOnEveryPageWhileItHappensAndTellsWhatToDo() {
    try (BrowserContext context = browser.context(wide().setColorScheme(ColorScheme.LIGHT))) {
      Page overview = open(context, "/");
      Page list = open(context, "/incidents");
      assertThat(list.locator("h1")).hasText("No incident is open.");
      shoot(list, "incidents-none");
      assertThat(list.locator(".live-word").first()).hasText("live");

      paymentsFail();

      assertThat(list.locator("h1")).containsText(Pattern.compile("incidents? (is|are) open"));
      assertThat(overview.locator("main")).containsText("availability SLO violated since");
      shoot(overview, "incident-overview-light");
      shoot(list, "incidents-light");
      list.locator("ul.incidents h3 a").first().click();
      assertThat(list).hasURL(Pattern.compile("/incidents/INC-\\d+$"));
      Page page = list;
      assertThat(page.locator("h1")).containsText("payments");
      assertThat(page.locator("#todo ol.steps li").first()).isVisible();
      assertThat(page.locator("#hurt")).containsText("POST /storefront");
      assertThat(page.locator("table.evidence tbody tr").first()).isVisible();
      assertThat(page.locator("figure.chart path.mark-head.onset").first()).isAttached();
      assertThat(page.content().length()).isLessThan(KILOBYTES_200);
      shoot(page, "incident-light");
      isTakenAndWrittenAbout(page);
      isPrinted(page);
      isConfirmedAndCounted(page);
    }
    assertThat(browser.complaints()).isEmpty();
  }

  /** Somebody says that it is theirs, and what they saw. */
  private void isTakenAndWrittenAbout(Page page) {
    page.locator("form[action$='/acknowledge'] button").click();
    assertThat(page.locator("header.top")).containsText("local has it");
    assertThat(page.locator("form[action$='/acknowledge']")).hasCount(0);
    page.locator("textarea[name=text]").fill("the processor's console shows <401>");
    page.locator("form[action$='/note'] button").click();
    assertThat(page.locator("#timeline")).containsText("the processor's console shows <401>");
    page.locator("details.share summary").click();
    assertThat(page.locator("details.share")).containsText("ballast incident postmortem INC-");
    page.locator("details.share .copy").click();
    assertThat(page.locator("details.share .copy")).hasText(Pattern.compile("Copied|Selected"));
  }

  /** Somebody says what it was, and the scorecard knows. */
  private void isConfirmedAndCounted(Page page) {
    page.locator("#confirm summary").click();
    page.locator("#confirm input[name=cause]").fill("payments");
    page.locator("form[action$='/confirm'] button").click();
    assertThat(page.locator("#confirm")).containsText("payments, says local");
    page.navigate(shop.uri("/incidents").toString());
    page.locator("header.top a[href='/scorecard']").click();
    assertThat(page.locator("h1")).containsText("of your 1 incident whose cause is known.");
    assertThat(page.locator("table.cases tbody tr")).hasCount(1);
    assertThat(page.locator("#labelled")).containsText("ballast eval diagnose DIR --save");
    measured();
    page.reload();
    assertThat(page.locator("#labelled svg.interval").first()).isVisible();
    shoot(page, "scorecard-light");
  }

  private void measured() {
    String body =
        """
        {"suite":"diagnose","directory":"rca","commit":"0123456789ab","onset_late_seconds":0,"systems":{
          "nezha-ob":{"cases":39,"known":39,"ac1":0.949,"ac3":0.974,"avg5":0.96,"unexplained":5,"ms_p50":234,"ms_p95":919},
          "petshop":{"cases":36,"known":36,"ac1":0.972,"ac3":1.0,"avg5":0.99,"unexplained":9,"ms_p50":39,"ms_p95":112}},
          "healthy":{"windows":172,"named":6,"systems":{"nezha-ob":{"windows":156,"named":6},"petshop":{"windows":16,"named":0}}}}
        """;
    post("/api/v1/scorecard", body);
    post(
        "/api/v1/actions",
        "{\"title\":\"Validate credentials before deploying\",\"owner\":\"ann\",\"due\":\"2020-01-31\"}");
  }

  private void post(String path, String json) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(shop.uri(path))
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(201);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void isPrinted(Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("nav")).isHidden();
    assertThat(page.locator("#todo")).isVisible();
    shoot(page, "incident-print");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  @Test
  void fitsAPhoneAndTheOtherThemeAndWorksByKeyboard() {
    measured();
    paymentsFail();
    try (BrowserContext phone =
            browser.context(new NewContextOptions().setViewportSize(375, PHONE));
        BrowserContext dark = browser.context(wide().setColorScheme(ColorScheme.DARK))) {
      Page page = open(dark, "/");
      shoot(page, "incident-overview-dark");
      page.keyboard().press("i");
      assertThat(page).hasURL(Pattern.compile("/incidents$"));
      page.locator("ul.incidents h3 a").first().focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#why")).isVisible();
      shoot(page, "incident-dark");
      String path = page.evaluate("() => location.pathname").toString();
      for (String narrow :
          new String[] {"/", "/incidents", path, path + "/postmortem", "/scorecard", "/actions"}) {
        Page small = open(phone, narrow);
        assertThat(small.evaluate("() => document.documentElement.scrollWidth"))
            .as(narrow)
            .isEqualTo(375);
        shoot(small, "incident-phone" + narrow.replace('/', '-').replaceAll("INC-\\d+", "one"));
        if (narrow.equals(path)) {
          answersInOneScreenOfAPhone(small);
        }
      }
      page.navigate(shop.uri("/services/payments").toString());
      assertThat(page.locator("header.top a[href^='/incidents/INC-']").first()).isVisible();
      page.navigate(shop.uri(path + "/postmortem").toString());
      shoot(page, "incident-postmortem");
      page.navigate(shop.uri("/").toString());
      assertThat(page.locator("main")).containsText("Validate credentials before deploying");
      page.keyboard().press("d");
      assertThat(page).hasURL(Pattern.compile("/scorecard$"));
      shoot(page, "scorecard-dark");
      page.keyboard().press("a");
      assertThat(page).hasURL(Pattern.compile("/actions$"));
      shoot(page, "actions-dark");
    }
    assertThat(browser.complaints()).isEmpty();
  }

  /** Since when, who is hurt, why and what first, before anybody scrolls far. */
  private static void answersInOneScreenOfAPhone(Page small) {
    Object bottom =
        small.evaluate(
            "() => document.querySelector('.answers').getBoundingClientRect().bottom + scrollY");
    assertThat(((Number) bottom).intValue()).isLessThan(2 * PHONE);
    Object height = small.evaluate("() => document.documentElement.scrollHeight");
    assertThat(((Number) height).intValue()).isLessThan(8 * PHONE);
  }

  @Test
  void isCompleteWithoutAScriptAndAfterItsEnd() {
    paymentsFail();
    shop.traffic.fail("", "", 0);
    shop.run(Duration.ofMinutes(12), STEADY);
    try (BrowserContext context = browser.context(wide().setJavaScriptEnabled(false))) {
      Page page = open(context, "/incidents");
      assertThat(page.locator("table.over tbody tr").first()).isVisible();
      page.locator("table.over th a").first().click();
      assertThat(page.locator("header.top .state").first()).hasText("Resolved");
      assertThat(page.locator(".command .copy").first()).isHidden();
      shoot(page, "incident-resolved");
    }
  }

  private Page open(BrowserContext context, String path) {
    Page page = browser.page(context);
    page.navigate(shop.uri(path).toString());
    return page;
  }

  private static NewContextOptions wide() {
    return new NewContextOptions().setViewportSize(1440, 1000);
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
