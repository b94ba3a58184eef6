/** What a document must be to be taken in: pure functions of its bytes and of what its sender says of it. */
package health.consilium.fhir.rules;
