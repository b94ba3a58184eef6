package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.UriUtils;

/** {@link FhirStore} over HAPI's DAOs. */
@Component
class JpaFhirStore implements FhirStore {

    private final DaoRegistry daos;
    private final FhirContext context;
    private final MatchUrlService matchUrls;
    private final TransactionTemplate transactions;
    private final TransactionTemplate readings;

    @PersistenceContext
    private EntityManager entities;

    JpaFhirStore(
            DaoRegistry daos,
            FhirContext context,
            MatchUrlService matchUrls,
            PlatformTransactionManager transactionManager,
            EndpointConfiguration.StorageRules rules) {
        this.daos = daos;
        this.context = context;
        this.matchUrls = matchUrls;
        this.transactions = new TransactionTemplate(transactionManager);
        this.readings = new TransactionTemplate(transactionManager);
        readings.setReadOnly(true);
    }

    @Override
    public <T extends Resource> Optional<T> find(Class<T> type, String id) {
        try {
            // Null for what a transaction Bundle creates, until HAPI stores it at the end.
            return Optional.ofNullable(daos.getResourceDao(type).read(new IdType(id), new SystemRequestDetails()));
        } catch (ResourceNotFoundException | ResourceGoneException e) {
            return Optional.empty();
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Optional<Resource> find(String reference) {
        IdType id = new IdType(reference);
        if (!id.hasResourceType() || !id.hasIdPart() || !ResourceTypes.all().contains(id.getResourceType())) {
            return Optional.empty();
        }
        Class<? extends Resource> type = (Class<? extends Resource>)
                context.getResourceDefinition(id.getResourceType()).getImplementingClass();
        return find(type, id.getIdPart()).map(Resource.class::cast);
    }

    @Override
    public <T extends Resource> List<T> search(FhirQuery<T> query) {
        String type = context.getResourceType(query.type());
        String url = query.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&", type + "?", ""));
        SearchParameterMap map = matchUrls.translateMatchUrl(url, context.getResourceDefinition(type));
        map.setLoadSynchronous(true);
        return readings.execute(status ->
                daos.getResourceDao(query.type()).search(map, new SystemRequestDetails()).getAllResources().stream()
                        .map(query.type()::cast)
                        .toList());
    }

    private static String encode(List<String> values) {
        return values.stream().map(value -> UriUtils.encode(value, "UTF-8")).collect(Collectors.joining(","));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Resource> T create(T resource) {
        IFhirResourceDao<T> dao = daos.getResourceDao(resource);
        T created = resource.hasId()
                ? (T) dao.update(resource, new SystemRequestDetails()).getResource()
                : (T) dao.create(resource, new SystemRequestDetails()).getResource();
        flush();
        return created;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Resource> T update(T resource) {
        T copy = (T) resource.copy();
        copy.setId(versioned(resource));
        return (T) daos.getResourceDao(resource)
                .update(copy, new SystemRequestDetails())
                .getResource();
    }

    /**
     * Within a transaction Bundle HAPI defers all writes to its end; what is written in its hooks must be found by what comes
     * next in them.
     */
    private void flush() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            entities.flush();
        }
    }

    private static IdType versioned(Resource resource) {
        IdType id = new IdType(resource.fhirType(), resource.getIdElement().getIdPart());
        String version = resource.getMeta().getVersionId();
        return version == null ? id : (IdType) id.withVersion(version);
    }

    @Override
    public void label(String reference, List<Coding> labels) {
        IdType id = new IdType(reference);
        Meta meta = new Meta();
        labels.forEach(meta::addSecurity);
        daos.getResourceDao(id.getResourceType())
                .metaAddOperation(id.toUnqualifiedVersionless(), meta, new SystemRequestDetails());
    }

    @Override
    @SuppressWarnings("unchecked")
    public Bundle transaction(Bundle bundle) {
        IFhirSystemDao<Bundle, Meta> system = daos.getSystemDao();
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? system.transactionNested(new SystemRequestDetails(), bundle)
                : system.transaction(new SystemRequestDetails(), bundle);
    }

    @Override
    public <R> R inTransaction(Supplier<R> work) {
        return transactions.execute(status -> work.get());
    }

    /** What was written before in the transaction under way must be found: it is flushed once instead of at each query. */
    @Override
    public <R> R reading(Supplier<R> work) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return readings.execute(status -> work.get());
        }
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return work.get();
        }
        FlushModeType before = entities.getFlushMode();
        entities.flush();
        entities.setFlushMode(FlushModeType.COMMIT);
        try {
            return work.get();
        } finally {
            entities.setFlushMode(before);
        }
    }
}
