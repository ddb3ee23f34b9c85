// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.Change.Kind;
import dev.ballast.ledger.Limits;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CDEvents (cdevents.dev, 0.3 and later) over CloudEvents 1.0: structured ({@code
 * application/cloudevents+json}, the event in {@code data}) or binary ({@code ce-} headers, the
 * event is the body). A body that is a bare CDEvent is taken as well.
 */
final class CdEvents {

  /** Such as {@code dev.cdevents.service.deployed.0.1.1}. */
  private static final Pattern TYPE =
      Pattern.compile("dev\\.cdevents\\.([a-z]+)\\.([a-z]+)(\\.\\d+\\.\\d+\\.\\d+\\S*)?");

  /** A package URL's version, which may be a digest, and its tag. */
  private static final Pattern PURL_VERSION = Pattern.compile("@([^?#]+)");

  private static final Pattern PURL_TAG = Pattern.compile("[?&]tag=([^&#]+)");
  private static final int DIGEST_SHOWN = 19;

  private CdEvents() {}

  static Told read(Request request, Instant now) {
    Fields body = Fields.of(request.body());
    if (request.header("content-type").startsWith("application/cloudevents+json")) {
      String version = body.required("specversion", 20);
      if (!version.isEmpty() && !version.startsWith("1.")) {
        body.problem("specversion", version, "1.0");
      }
      body.required("id", Change.LONGEST_NAME);
      body.required("source", Change.LONGEST_URL);
      body.required("type", Change.LONGEST_NAME);
      if (!body.has("data")) {
        body.problem("data", "missing", "the CDEvent; data_base64 is not read");
      }
      body.check();
      return event(body.object("data"), request, now);
    }
    if (!request.header("ce-type").isEmpty()) {
      if (!request.header("ce-specversion").startsWith("1.")) {
        throw ApiException.badRequest("ce-specversion: (expected: 1.0)");
      }
    }
    return event(body, request, now);
  }

  private static Told event(Fields event, Request request, Instant now) {
    Fields context = event.object("context");
    Fields subject = event.object("subject");
    Fields content = subject.object("content");
    String type = context.required("type", Change.LONGEST_NAME);
    String id = context.required("id", Change.LONGEST_NAME);
    String source = context.required("source", Change.LONGEST_URL);
    Instant at = context.instant("timestamp", now);
    String about = subject.required("id", Change.LONGEST_NAME);
    Matcher named = TYPE.matcher(type);
    if (!type.isEmpty() && !named.matches()) {
      context.problem("type", type, "dev.cdevents.SUBJECT.PREDICATE.VERSION");
    }
    String artifact = content.text("artifactId", Change.LONGEST_URL);
    String environment = content.object("environment").text("id", Change.LONGEST_NAME);
    event.check();
    Optional<Kind> kind = kind(named.group(1), named.group(2));
    if (kind.isEmpty()) {
      return new Told.Ignored(type + " changes nothing that runs");
    }
    String service = Targets.service(request, last(about));
    String version = version(artifact);
    String where = environment.isEmpty() ? "" : " in " + last(environment);
    return new Told.Changed(
        new Change(
            "cdevents/" + OwnBody.digest(source, id),
            at,
            kind.get(),
            service,
            "",
            version,
            Targets.region(request),
            Limits.cut(
                "%s %s%s%s"
                    .formatted(
                        service.isEmpty() ? about : service,
                        named.group(2),
                        version.isEmpty() ? "" : " " + version,
                        where),
                Change.LONGEST_SUMMARY),
            "",
            Fields.isWeb(source) ? source : "",
            "cdevents",
            artifact));
  }

  private static Optional<Kind> kind(String subject, String predicate) {
    return switch (subject + "." + predicate) {
      case "service.deployed", "service.upgraded" -> Optional.of(Kind.DEPLOY);
      case "service.rolledback" -> Optional.of(Kind.ROLLBACK);
      case "service.removed", "service.published" -> Optional.of(Kind.OTHER);
      case "environment.created", "environment.modified", "environment.deleted" ->
          Optional.of(Kind.CONFIG);
      case "change.merged" -> Optional.of(Kind.OTHER);
      default -> Optional.empty();
    };
  }

  /** The last part of a path; what is no name is left away. */
  private static String last(String id) {
    String last = id.substring(id.lastIndexOf('/') + 1);
    return last.isEmpty() ? id : last;
  }

  private static String version(String artifact) {
    if (artifact.isEmpty()) {
      return "";
    }
    Matcher tag = PURL_TAG.matcher(artifact);
    if (tag.find()) {
      return cut(decoded(tag.group(1)));
    }
    Matcher version = PURL_VERSION.matcher(artifact);
    if (!version.find()) {
      return "";
    }
    String text = decoded(version.group(1));
    return text.toLowerCase(Locale.ROOT).startsWith("sha256:") && text.length() > DIGEST_SHOWN
        ? text.substring(0, DIGEST_SHOWN)
        : cut(text);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String cut(String text) {
    return Limits.cut(text, Change.LONGEST_NAME);
  }
}
