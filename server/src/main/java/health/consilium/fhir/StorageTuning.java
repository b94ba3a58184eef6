package health.consilium.fhir;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import java.util.List;

/** How HAPI's JPA storage is set; each line that differs from HAPI's default says why. */
final class StorageTuning {

    /** Codes of one $expand; our largest value set (checklist-item) has some 1,300. HAPI stops at 1,000. */
    private static final int EXPANSION = 5_000;

    private StorageTuning() {}

    static JpaStorageSettings apply(JpaStorageSettings storage, FhirSettings settings) {
        integrity(storage);
        size(storage);
        searchParameters(storage);
        speed(storage);
        identity(storage);
        limits(storage, settings);
        return storage;
    }

    private static void integrity(JpaStorageSettings storage) {
        storage.setAllowExternalReferences(false);
        storage.setAutoCreatePlaceholderReferenceTargets(false);
        storage.setEnforceReferentialIntegrityOnWrite(true);
        storage.setEnforceReferenceTargetTypes(true);
        storage.setAllowMultipleDelete(false);
        storage.setDeleteEnabled(true);
        // Only the retention module erases, on a path of its own.
        storage.setExpungeEnabled(false);
        // Ids that cannot be guessed from one another: two centres must not be able to correlate referrals.
        storage.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID);
        // Compartment labels are the server's; they apply to every version of a resource, the old ones included.
        storage.setTagStorageMode(JpaStorageSettings.TagStorageModeEnum.NON_VERSIONED);
    }

    private static void size(JpaStorageSettings storage) {
        // Hash columns alone identify a search parameter; the name and type columns only repeat it.
        storage.setIndexStorageOptimized(true);
        // ":missing" is not offered.
        storage.setIndexMissingFields(StorageSettings.IndexEnabledEnum.DISABLED);
        // Nobody searches codes by display text; the text index is a third of all token rows' cost.
        storage.setSuppressStringIndexingInTokens(true);
        storage.setStoreMetaSourceInformation(JpaStorageSettings.StoreMetaSourceInformationEnum.NONE);
        storage.setPreserveRequestIdInResourceBody(false);
        storage.setWriteToLegacyLobColumns(false);
        // Bodies up to this many characters lie in the row itself, where PostgreSQL compresses them (TOAST).
        storage.setInlineResourceTextBelowSize(4_000_000);
    }

    private static void searchParameters(JpaStorageSettings storage) {
        // SearchParameters lists the ones we index.
        storage.setAutoSupportDefaultSearchParams(false);
        storage.setLanguageSearchParameterEnabled(false);
    }

    private static void speed(JpaStorageSettings storage) {
        storage.setMatchUrlCacheEnabled(true);
        storage.setSearchPreFetchThresholds(List.of(50, 500, -1));
        // Case work must see what was just written.
        storage.setReuseCachedSearchResultsForMillis(null);
        storage.setEnableTaskBulkExportJobExecution(true);
        storage.setEnableBulkExportJobReuse(false);
        // A job's next step need not wait for the next minute.
        storage.setJobFastTrackingEnabled(true);
        storage.setEnableTaskPreExpandValueSets(false);
        storage.setPreExpandValueSets(false);
        storage.setHibernateSearchIndexFullText(false);
        storage.setMarkResourcesForReindexingUponSearchParameterChange(false);
    }

    /** HAPI would read the entries of a batch in threads of its own, where nobody knows who asked. */
    private static void identity(JpaStorageSettings storage) {
        storage.setBundleBatchPoolSize(1);
    }

    private static void limits(JpaStorageSettings storage, FhirSettings settings) {
        storage.setMaximumIncludesToLoadPerPage(1000);
        storage.setFilterParameterEnabled(false);
        storage.setAllowContainsSearches(false);
        storage.setAllowAutoInflateBinaries(false);
        storage.setMaximumExpansionSize(EXPANSION);
        // In this order: HAPI cuts the default to the maximum.
        storage.setPreExpandValueSetsMaxCount(EXPANSION);
        storage.setPreExpandValueSetsDefaultCount(EXPANSION);
    }
}
