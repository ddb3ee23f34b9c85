// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.change;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.Change.Kind;
import dev.ballast.ledger.Limits;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.util.Set;

/** The body that docs/changes.md has for Argo CD's notifications. */
final class ArgoBody {

  private static final Set<String> KEYS =
      Set.of(
          "app",
          "revision",
          "phase",
          "finished_at",
          "repo",
          "author",
          "message",
          "url",
          "service",
          "region",
          "version");

  private ArgoBody() {}

  /** A Go template writes {@code <no value>} for what is not there. */
  private static String rendered(String text) {
    return text.equals("<no value>") || text.equals("<nil>") ? "" : text;
  }

  static Told read(Request request, Instant now) {
    Fields fields = Fields.of(request.body());
    fields.only(KEYS);
    String app = fields.required("app", Change.LONGEST_NAME);
    String revision = fields.required("revision", Change.LONGEST_NAME);
    String phase = fields.required("phase", 40);
    Instant at = fields.instant("finished_at", now);
    String version = rendered(fields.text("version", Change.LONGEST_NAME));
    String service = fields.service("service", Change.LONGEST_NAME);
    String region = fields.text("region", 60);
    String author = fields.text("author", Change.LONGEST_NAME);
    String message = fields.lines("message", Change.LONGEST_DIFF);
    String url = fields.url("url", Change.LONGEST_URL);
    String repo = fields.text("repo", Change.LONGEST_URL);
    fields.check();
    if (!phase.equals("Succeeded")) {
      return new Told.Ignored("the sync of " + app + " is in phase " + phase);
    }
    if (rendered(revision).isEmpty() && version.isEmpty()) {
      return new Told.Ignored("the sync of " + app + " names no revision");
    }
    String name = Targets.service(request, service.isEmpty() ? app : service);
    String to = version.isEmpty() ? revision : version;
    return new Told.Changed(
        new Change(
            "argocd/" + OwnBody.digest(app, revision, fields.has("finished_at") ? at + "" : ""),
            at,
            Kind.DEPLOY,
            name,
            "",
            to.matches("[0-9a-f]{40}") ? to.substring(0, 12) : to,
            region.isEmpty() ? Targets.region(request) : region,
            Limits.cut(app + " synced to " + to, Change.LONGEST_SUMMARY),
            author,
            url.isEmpty() && Fields.isWeb(repo) ? repo : url,
            "argocd",
            message));
  }
}
