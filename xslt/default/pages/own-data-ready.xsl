<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The account's data is ready to be taken away, for an hour. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>

  <xsl:template match="page" mode="content">
    <xsl:apply-templates select="section[@name = 'export']"/>
  </xsl:template>

  <xsl:template match="section">
    <xsl:apply-templates select="export"/>
  </xsl:template>

  <!-- An hour has passed, or it is somebody else's. -->
  <xsl:template match="section[not(export)]">
    <section class="card form-card" aria-labelledby="heading-over">
      <div class="card-head">
        <h2 id="heading-over"><xsl:value-of select="cd:text('own-data.over')"/></h2>
      </div>
      <p class="card-text"><xsl:value-of select="cd:text('own-data.over.text')"/></p>
      <p>
        <a class="btn btn-primary" href="{cd:url('own-data')}"><xsl:value-of select="cd:text('own-data.back')"/></a>
      </p>
    </section>
  </xsl:template>

  <xsl:template match="export">
    <section class="card form-card" aria-labelledby="heading-ready">
      <div class="card-head">
        <h2 id="heading-ready"><xsl:value-of select="cd:text('own-data.ready')"/></h2>
      </div>
      <p class="card-text"><xsl:value-of select="cd:text('own-data.ready.text', cd:date(@expires, 'datetime'))"/></p>
      <p>
        <a class="btn btn-primary" href="{cd:url('own-data-download', @token)}"><xsl:value-of select="cd:text('own-data.download')"/></a>
        <xsl:text> </xsl:text>
        <a class="btn btn-quiet" href="{cd:url('own-data')}"><xsl:value-of select="cd:text('own-data.back')"/></a>
      </p>
    </section>
  </xsl:template>

</xsl:stylesheet>
