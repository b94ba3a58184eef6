package health.consilium.support;

import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.transaction.support.TransactionTemplate;

/** Resources in memory, transactions in the database: for modules that have tables of their own. */
public record TransactionalStore(FhirStore store, TransactionTemplate transactions) implements FhirStore {

    @Override
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
        return store.find(type, id);
    }

    @Override
    public Optional<Resource> find(String reference) {
        return store.find(reference);
    }

    @Override
    public <T extends Resource> List<T> search(FhirQuery<T> query) {
        return store.search(query);
    }

    @Override
    public <T extends Resource> T create(T resource) {
        return store.create(resource);
    }

    @Override
    public <T extends Resource> T update(T resource) {
        return store.update(resource);
    }

    @Override
    public void label(String reference, List<Coding> labels) {
        store.label(reference, labels);
    }

    @Override
    public Bundle transaction(Bundle bundle) {
        return store.transaction(bundle);
    }

    @Override
    public <R> R inTransaction(Supplier<R> work) {
        return transactions.execute(status -> work.get());
    }
}
