// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;

/**
 * What dies with one service, and what that asks of it.
 *
 * @param callers services that call it directly: the in-degree, which misleads
 * @param dependents services that fail with it, over hard dependencies, directly or not
 * @param entryPoints entry points among them, itself included
 * @param share of the users' traffic, 0..1, that enters where it fails with this service
 * @param userRps the same in requests per second; 0 when no user was seen
 * @param passing share of all ways from entry points to services that pass through it
 * @param gates services that can hurt users only by way of it
 * @param promised its own target; NaN when it has promised nothing
 * @param needs the target that it should keep so that everybody above can keep theirs; NaN when
 *     nobody above has promised anything
 */
public record Criticality(
    ServiceName service,
    Node.Kind kind,
    int callers,
    int dependents,
    int entryPoints,
    double share,
    double userRps,
    double passing,
    int gates,
    double promised,
    double needs) {}
