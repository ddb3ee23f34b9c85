// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

/**
 * A part of the admin API: everything below its first path segment. Called on a virtual thread, so
 * it may wait; several may be called at once.
 */
@FunctionalInterface
public interface AdminRoute {

  AdminAnswer answer(AdminRequest request);
}
