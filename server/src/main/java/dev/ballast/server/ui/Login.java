// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.auth.Credentials;
import dev.ballast.server.auth.Denied;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.HttpFace;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.util.List;

/** Lets a browser in: a token is checked once and kept in a cookie that no script can read. */
public final class Login {

  private static final long BODY = 4096;
  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
  private static final int WEEK = 7 * 86_400;

  private final Site site;
  private final Gatekeeper gatekeeper;

  public Login(Site site, Gatekeeper gatekeeper) {
    this.site = site;
    this.gatekeeper = gatekeeper;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open("/login", request -> Reply.html(site.login(""))),
        new Endpoint(Verb.POST, "/login", null, BODY, this::login),
        new Endpoint(Verb.POST, "/logout", Role.VIEWER, BODY, Login::logout));
  }

  private Reply login(Request request) {
    String token = request.parameters().get("token", "").strip();
    try {
      gatekeeper.admit(
          new Credentials(
              token,
              true,
              request.header(":authority"),
              request.header("origin"),
              request.header("sec-fetch-site"),
              true),
          Role.VIEWER);
      return Reply.redirect("/").with("set-cookie", cookie(request, token, WEEK));
    } catch (Denied e) {
      return Reply.of(e.reason().status(), Reply.HTML, site.login(String.valueOf(e.getMessage())));
    }
  }

  private static Reply logout(Request request) {
    return Reply.redirect("/login").with("set-cookie", cookie(request, "", 0));
  }

  private static String cookie(Request request, String value, int seconds) {
    String secure = request.header(":scheme").equals("https") ? "; Secure" : "";
    return HttpFace.COOKIE + "=" + value + ATTRIBUTES + seconds + secure;
  }
}
