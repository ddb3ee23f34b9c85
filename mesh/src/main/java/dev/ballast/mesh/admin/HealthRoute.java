// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /health}: whether the mesh serves, and since which version of its configuration. */
public final class HealthRoute implements AdminRoute {

  private final Supplier<Map<String, Object>> facts;

  public HealthRoute(Supplier<Map<String, Object>> facts) {
    this.facts = facts;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    if (!request.method().equals("GET")) {
      return AdminAnswer.problem(405, "method: " + request.method() + " (expected: GET)");
    }
    return AdminAnswer.json(200, facts.get());
  }
}
