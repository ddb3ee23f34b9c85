// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A payment service that fails, and what is written about it afterwards; nothing changes here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostmortemLinksTest {

  private static final int STEADY = 12;

  private LiveShop shop;
  private String id = "";

  @BeforeAll
  void paymentsFail(@TempDir Path dir) throws IOException {
    shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"));
    shop.run(Duration.ofMinutes(5), STEADY);
    shop.traffic.fail("payments", "us-east", 0.9);
    shop.run(Duration.ofMinutes(2), STEADY);
    List<?> incidents =
        (List<?>) Objects.requireNonNull(shop.json("/api/v1/incidents").get("incidents"));
    id = String.valueOf(((Map<?, ?>) incidents.getFirst()).get("id"));
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void everyLinkOfTheMarkdownAnswersAndEveryAnchorIsThere() {
    String markdown = shop.get("/api/v1/incidents/" + id + "/postmortem");

    Set<String> links = links(markdown, "\\]\\(([^)]+)\\)");

    assertThat(markdown).startsWith("# " + id).contains("## Root cause").contains("payments");
    assertThat(links).hasSizeGreaterThan(5);
    assertThat(broken(links)).isEmpty();
  }

  @Test
  void everyLinkOfThePageAnswers() {
    String html = shop.get("/incidents/" + id + "/postmortem");
    String page = shop.get("/incidents/" + id);

    assertThat(broken(links(html, "href=\"([^\"]+)\""))).isEmpty();
    assertThat(broken(links(page, "href=\"([^\"]+)\""))).isEmpty();
    assertThat(page).contains("payments in us-east").contains("What to do");
  }

  @Test
  void saysWhatSomebodyConfirmedAndWhetherBallastSaidSo() {
    String path = "/api/v1/incidents/" + id + "/confirm";

    assertThat(shop.post(path + "?cause=", new byte[0], "text/plain").statusCode()).isEqualTo(422);
    assertThat(shop.post(path + "?cause=payments&region=us-east", new byte[0], "text/plain").body())
        .contains("\"confirmed_cause\":\"payments in us-east\"");

    assertThat(shop.get("/api/v1/incidents/" + id + "/postmortem"))
        .contains("**Confirmed by local: payments in us-east. **Ballast said so, too: payments");
    assertThat(shop.get("/api/v1/incidents/" + id))
        .contains("\"confirmed\":{\"cause\":\"payments\"");
    assertThat(shop.get("/api/v1/scorecard")).contains("\"verdicts\":{\"hits\":1,\"of\":1");
    assertThat(shop.get("/api/v1/events?name=incident.confirmed")).contains(id);
  }

  @Test
  void putsTheAddressBeforeLinksThatTheCallerNames() {
    String markdown =
        shop.get("/api/v1/incidents/" + id + "/postmortem?base=https://ballast.example:7700");

    assertThat(markdown).contains("(https://ballast.example:7700/incidents/" + id + "#E1)");
    assertThat(shop.ask("/api/v1/incidents/" + id + "/postmortem?base=javascript:x").statusCode())
        .isEqualTo(400);
  }

  @Test
  void saysWhichFormatsAndIncidentsThereAre() {
    assertThat(shop.get("/api/v1/incidents/" + id + "/postmortem?format=pdf"))
        .contains("format: pdf (expected: markdown or html)");
    HttpResponse<String> none = shop.ask("/api/v1/incidents/INC-999/postmortem");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("incident: INC-999 (expected: one of [" + id);
  }

  @Test
  void tellsWhoIsHurtAndWhatToDo() {
    Map<?, ?> incident = shop.json("/api/v1/incidents/" + id);

    assertThat(String.valueOf(incident)).contains("POST /storefront");
    assertThat(shop.get("/incidents/" + id))
        .contains("POST /storefront")
        .contains("unknown: telemetry names no users")
        .contains("users hit");
  }

  private static Set<String> links(String text, String pattern) {
    Set<String> links = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      links.add(matcher.group(1).replace("&amp;", "&"));
    }
    return links;
  }

  /** Those that do not answer, or whose anchor is not on the page. */
  private Set<String> broken(Set<String> links) {
    Set<String> broken = new TreeSet<>();
    for (String link : links) {
      String path = link.startsWith("http") ? link.replaceFirst("https?://[^/]+", "") : link;
      String[] parts = (path.startsWith("#") ? "/incidents/" + id + path : path).split("#", 2);
      HttpResponse<String> answer = shop.ask(parts[0]);
      boolean there =
          parts.length == 1
              || parts[1].equals("main")
              || answer.body().contains("id=\"" + parts[1] + "\"");
      if (answer.statusCode() != 200 || !there) {
        broken.add(answer.statusCode() + " " + link);
      }
    }
    return broken;
  }
}
