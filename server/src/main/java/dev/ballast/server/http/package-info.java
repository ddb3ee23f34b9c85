// SPDX-License-Identifier: Apache-2.0
/**
 * A thin layer of endpoints, requests and replies over the HTTP server, so that it can be replaced.
 */
@NullMarked
package dev.ballast.server.http;

import org.jspecify.annotations.NullMarked;
