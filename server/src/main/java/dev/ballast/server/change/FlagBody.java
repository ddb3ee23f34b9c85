// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.Change.Kind;
import dev.ballast.ledger.Limits;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.util.Set;

/**
 * A feature flag that was set: the small body that any flag system's webhook can be made to send.
 */
final class FlagBody {

  private static final Set<String> KEYS =
      Set.of("flag", "from", "to", "service", "region", "environment", "author", "at", "url", "id");

  private FlagBody() {}

  static Told read(Request request, Instant now) {
    Fields fields = Fields.of(request.body());
    fields.only(KEYS);
    String flag = fields.required("flag", 150);
    String to = fields.required("to", Change.LONGEST_NAME);
    String from = fields.text("from", Change.LONGEST_NAME);
    String service = fields.service("service", Change.LONGEST_NAME);
    String region = fields.text("region", 60);
    String environment = fields.text("environment", 60);
    String author = fields.text("author", Change.LONGEST_NAME);
    Instant at = fields.instant("at", now);
    String url = fields.url("url", Change.LONGEST_URL);
    String id = fields.text("id", 150);
    fields.check();
    return new Told.Changed(
        new Change(
            "flag/" + (id.isEmpty() ? OwnBody.digest(flag, from, to, service, at + "") : id),
            at,
            Kind.FLAG,
            Targets.service(request, service),
            from,
            to,
            region.isEmpty() ? Targets.region(request) : region,
            Limits.cut(
                "flag %s set to %s%s%s"
                    .formatted(
                        flag,
                        to,
                        from.isEmpty() ? "" : " (was " + from + ")",
                        environment.isEmpty() ? "" : " in " + environment),
                Change.LONGEST_SUMMARY),
            author,
            url,
            "flags",
            flag));
  }
}
