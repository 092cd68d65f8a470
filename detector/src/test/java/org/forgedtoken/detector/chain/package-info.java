/**
 * The real chain: an identity provider, a gateway, a log shipper, Kafka, the detector, a browser and Prometheus, each the
 * program that is used elsewhere, as {@code topology-docs/guides/chain.md} puts them together.
 */
package org.forgedtoken.detector.chain;
