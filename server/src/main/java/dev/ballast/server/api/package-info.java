// SPDX-License-Identifier: Apache-2.0
/** Ballast's own REST API under /api/v1, described by its OpenAPI document. */
@NullMarked
package dev.ballast.server.api;

import org.jspecify.annotations.NullMarked;
