package health.consilium.fhir;

import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.term.TermCodeSystemStorageSvcImpl;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.CodeSystem;

/**
 * Keeps the codes of stored code systems out of HAPI's terminology tables. {@code $expand} reads those tables by Hibernate
 * Search, which we do not have, and {@code $lookup} breaks on properties of type integer. Without a row there, HAPI answers
 * from the CodeSystem resource itself, in memory; ours have some two thousand codes in all. Not final, because Spring makes a
 * subclass of it for transactions.
 */
class CodesInMemory extends TermCodeSystemStorageSvcImpl {

    @Override
    public void storeNewCodeSystemVersionIfNeeded(CodeSystem codeSystem, ResourceTable entity, RequestDetails request) {
        // The resource itself is stored by its DAO.
    }
}
