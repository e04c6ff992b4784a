<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Active services: name, associated domain, status, Manage. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'services']">
    <xsl:apply-templates select="." mode="card"/>
  </xsl:template>

  <xsl:template match="section[@name = 'services']" mode="card-action">
    <xsl:apply-templates select="." mode="more"/>
  </xsl:template>

  <xsl:template match="section[@name = 'services']" mode="card-body">
    <table class="rows rows-brief">
      <caption class="visually-hidden">
        <xsl:value-of select="cd:text('section.services.title')"/>
      </caption>
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="cd:text('column.service')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.domain')"/></th>
          <th scope="col"><xsl:value-of select="cd:text('column.status')"/></th>
          <th scope="col">
            <span class="visually-hidden"><xsl:value-of select="cd:text('column.actions')"/></span>
          </th>
        </tr>
      </thead>
      <tbody>
        <xsl:apply-templates select="service"/>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template match="section[@name = 'services']/service">
    <tr>
      <th scope="row"><bdi><xsl:value-of select="@name"/></bdi></th>
      <td class="row-note" data-label="{cd:text('column.domain')}">
        <xsl:apply-templates select="@domain" mode="value"/>
      </td>
      <td class="row-status" data-label="{cd:text('column.status')}">
        <xsl:apply-templates select="@status"/>
      </td>
      <td class="row-action">
        <xsl:apply-templates select="." mode="manage"/>
      </td>
    </tr>
  </xsl:template>

</xsl:stylesheet>
