/**
 * The audit trail: who did what to which resource, when and why. It is written with the deed, never changed, chained by hashes,
 * read by auditors as AuditEvents and by patients in words.
 */
@NamedInterface("audit")
package health.consilium.access.audit;

import org.springframework.modulith.NamedInterface;
