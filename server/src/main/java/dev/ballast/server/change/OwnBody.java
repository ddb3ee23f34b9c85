// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.Change.Kind;
import dev.ballast.server.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The body of {@code POST /api/v1/changes}. */
final class OwnBody {

  private static final Set<String> KEYS =
      Set.of(
          "id", "at", "kind", "service", "from", "to", "version", "region", "summary", "author",
          "url", "source", "diff");

  private static final List<String> KINDS =
      Arrays.stream(Kind.values()).map(Kind::word).sorted().toList();

  private OwnBody() {}

  /**
   * Reads it.
   *
   * @param key the sender's idempotency key; empty for none
   * @param caller whose keys are no one else's
   */
  static Change read(byte[] body, String key, String caller, Instant now) {
    Fields fields = Fields.of(body);
    fields.only(KEYS);
    Instant at = fields.instant("at", now);
    Kind kind = kind(fields);
    String service = fields.service("service", Change.LONGEST_NAME);
    String from = fields.text("from", Change.LONGEST_NAME);
    String to = fields.text(fields.has("to") ? "to" : "version", Change.LONGEST_NAME);
    String region = fields.text("region", Change.LONGEST_NAME);
    String summary = fields.text("summary", Change.LONGEST_SUMMARY);
    if (summary.isEmpty() && service.isEmpty()) {
      fields.problem("summary", "missing", "a summary, or the service that was changed");
    }
    if (kind == Kind.DEPLOY && service.isEmpty()) {
      fields.problem("service", "missing", "which service was deployed");
    }
    String author = fields.text("author", Change.LONGEST_NAME);
    String url = fields.url("url", Change.LONGEST_URL);
    String source = fields.text("source", 60);
    String diff = fields.lines("diff", Change.LONGEST_DIFF);
    String given = fields.text("id", 200);
    if (key.length() > 200 || key.chars().anyMatch(Character::isISOControl)) {
      fields.problem("Idempotency-Key", key.length() + " characters", "at most 200, on one line");
    }
    fields.check();
    String said = summary.isEmpty() ? sentence(kind, service, from, to) : summary;
    String id =
        !given.isEmpty()
            ? given
            : !key.isEmpty()
                ? "key/" + digest(caller, key)
                : "api/"
                    + digest(
                        at.toString(), kind.word(), service, from, to, region, said, author, url);
    return new Change(
        id,
        at,
        kind,
        service,
        from,
        to,
        region,
        said,
        author,
        url,
        source.isEmpty() ? "api" : source,
        diff);
  }

  private static Kind kind(Fields fields) {
    String word = fields.required("kind", 40).toLowerCase(Locale.ROOT);
    return Kind.of(word)
        .orElseGet(
            () -> {
              if (!word.isEmpty()) {
                fields.problem("kind", word, "one of " + KINDS);
              }
              return Kind.OTHER;
            });
  }

  /** Such as {@code payments: deploy v2.3.0 -> v2.3.1}. */
  static String sentence(Kind kind, String service, String from, String to) {
    String arrow = from.isEmpty() || to.isEmpty() ? from + to : from + " -> " + to;
    String what = (service.isEmpty() ? "" : service + ": ") + kind.word() + " " + arrow;
    String text = what.strip();
    return text.length() <= Change.LONGEST_SUMMARY
        ? text
        : text.substring(0, Change.LONGEST_SUMMARY - 1) + "…";
  }

  /** Of texts that cannot run into each other. */
  static String digest(String... parts) {
    var sha = Sha256.digest();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest(), 0, 16);
  }
}
